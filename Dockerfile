# The image of web, worker, beat and migrate. Not built where it was written: see docs/running.md.
FROM python:3.12-slim

WORKDIR /samspill
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# front end, translations and the libraries that make PDFs: the same step as in bin/run
ENV STATIC_ROOT=/samspill/staticfiles
RUN python -m config.setup && python manage.py collectstatic --noinput && rm -rf node_modules var

# The files belong to root and the processes to somebody else: a process cannot change its own code.
RUN useradd --system --uid 10001 --create-home samspill && install -d -o samspill -g samspill -m 0700 /data
USER samspill
ENV SAMSPILL_MODE=production DATA_DIR=/data XDG_CACHE_HOME=/tmp PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi:application"]
