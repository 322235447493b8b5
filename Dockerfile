# The image brings Node 24; `--ignore-scripts` leaves out the second one from npm.
FROM node:24-slim
WORKDIR /candour
COPY package.json package-lock.json ./
RUN npm install --omit=dev --ignore-scripts && npm cache clean --force && install -d -o 1000 -g 1000 -m 700 var
COPY src src
COPY workers workers
COPY config config
USER 1000:1000
ENTRYPOINT ["/usr/local/bin/node", "src/cli/main.ts"]
CMD ["serve"]
