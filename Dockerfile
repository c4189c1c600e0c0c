# Two stages: what is built needs pip's caches and the model's own files; what runs does not.
#
#   TORCH_INDEX  address of a package index with CPU wheels of torch; without it torch comes from
#                pip's own index, which on Linux brings libraries for GPUs along
#   MODEL        the embedding model that is exported into the image

FROM python:3.11-slim AS build
ARG TORCH_INDEX=""
WORKDIR /app
RUN python -m venv /venv
COPY requirements/ requirements/
RUN /venv/bin/python requirements/install.py requirements/chat.txt torch==2.13.0 ${TORCH_INDEX}
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY ingest/ ingest/
COPY knowledge/ knowledge/
COPY prompts/ prompts/
RUN /venv/bin/python -m pip install --no-deps --no-build-isolation --editable .
# The model is exported here, so that the image needs no network and never imports torch.
ARG MODEL=sentence-transformers/all-MiniLM-L6-v2
RUN /venv/bin/python -c "import pathlib, sys; from knowledge.search.embedding import embedders; \
    from knowledge.search.embedding.pair_reader import pair_reader; \
    from knowledge.lingo.conflicts.weights import LEARNT; \
    models = pathlib.Path('/models'); embedders.load(sys.argv[1], models, print); \
    pair_reader(embedders.export_folder(sys.argv[1], models), LEARNT)" "${MODEL}"
# torch carries files for newer Pythons than this one, and is not imported when the bot runs
RUN /venv/bin/python -m compileall -q -x "/torch/" /venv/lib /app/bot /app/ingest /app/knowledge

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 throughline \
    && install --directory --owner=throughline --group=throughline /store /knowledge
COPY --from=build /venv /venv
COPY --from=build /models /models
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    THROUGHLINE_CONFIG=/knowledge/throughline.toml \
    THROUGHLINE_STORE=/store \
    THROUGHLINE_MODELS=/models
USER throughline
WORKDIR /knowledge
VOLUME ["/store"]
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 \
    CMD ["throughline", "doctor", "--quick"]
ENTRYPOINT ["throughline"]
CMD ["run"]
