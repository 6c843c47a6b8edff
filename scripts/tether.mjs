/** Preloaded into the server: when its supervisor is killed, the server closes too instead of keeping the port. */
if (process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 8000).unref();
  });
  process.channel.unref();
}
