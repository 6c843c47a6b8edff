/** `fetch` does not tell how much has been sent: a file goes by the older way, and answers like the newer. */
export function uploaded(
  url: string,
  { method = 'POST', headers, body }: RequestInit,
  progress: (share: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      progress(total === 0 ? 0 : loaded / total);
    };
    request.onload = () => {
      resolve(new Response(request.responseText, { status: request.status }));
    };
    request.onerror = () => {
      reject(new TypeError('the network broke off'));
    };
    request.send(body as XMLHttpRequestBodyInit);
  });
}
