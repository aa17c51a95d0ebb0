# The image of web, worker, beat and migrate. Not built where it was written: see docs/running.md.
FROM python:3.12-slim

WORKDIR /samspill
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# front end, translations and the libraries that make PDFs; the same step as in bin/run
RUN python -m config.setup && rm -rf node_modules var/cache

RUN useradd --system --create-home samspill && install -d -o samspill /data
USER samspill
ENV SAMSPILL_MODE=production DATA_DIR=/data PYTHONUNBUFFERED=1
VOLUME /data
