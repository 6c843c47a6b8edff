FROM node:24-bookworm-slim
WORKDIR /opt/denba
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/prepare.mjs && install -d -o node /var/lib/denba && chown -R node dist
USER node
CMD ["node", "scripts/start.mjs"]
