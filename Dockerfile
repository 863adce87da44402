# Two stages: the first holds pip and a compiler and makes the environment, the second has only what runs.
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils g++ \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
RUN python -m venv --without-pip /opt/storyfold
COPY pyproject.toml constraints.txt README.md ./
COPY service service
# EXTRAS=serve: also what `storyfold serve` needs. A worker's image is smaller without it.
ARG EXTRAS=
RUN pip --python /opt/storyfold install --no-cache-dir -c constraints.txt ".${EXTRAS:+[$EXTRAS]}" "setuptools<81"
# The loops of the lane as a compiled module: numba (200 MB) stays behind, and the first article is not slow.
COPY deploy/compile_kernels.py ./
RUN /opt/storyfold/bin/python -I compile_kernels.py \
 && pip --python /opt/storyfold uninstall -y numba llvmlite setuptools
# What no import of ours reaches: test suites, the locales of a date formatter, parts of scipy, numba's cache.
RUN cd /opt/storyfold/lib/python3*/site-packages \
 && find . -type d -name tests -prune -exec rm -r {} + \
 && find babel/locale-data -type f ! -name 'en*' ! -name root.dat -delete \
 && (cd scipy && rm -r cluster datasets differentiate fftpack interpolate io misc ndimage odr signal stats) \
 && find service \( -name '*.nbi' -o -name '*.nbc' \) -delete \
 && find . -name '*.so' ! -path '*.libs/*' -exec strip --strip-unneeded {} +

FROM ${PYTHON}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="storyfold" \
      org.opencontainers.image.description="Folds a stream of news articles on Kafka into one timeline per story" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /opt/storyfold /opt/storyfold
# For the file of `storyfold serve`, on a volume.
RUN install -d -o 65532 -g 65532 /var/lib/storyfold
ENV PATH=/opt/storyfold/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STORYFOLD_HTTP_HOST=0.0.0.0
# Nothing is written but to /tmp: run it with a read-only root file system and a small tmpfs there.
WORKDIR /tmp
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["storyfold", "health"]
ENTRYPOINT ["storyfold"]
CMD ["worker"]
