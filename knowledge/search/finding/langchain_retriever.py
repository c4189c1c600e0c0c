"""Our search as a LangChain retriever, for others to build on. Nothing of ours imports it."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from knowledge.models import Passage, Reader
from knowledge.search.finding.retriever import Retriever


class ThroughlineRetriever(BaseRetriever):
    """Gives the best passages that one reader may see as LangChain documents.

    Attributes:
        retriever: the opened search.
        reader: whose audiences are searched; another reader needs another instance.
        k: how many passages at most, at least 1.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    retriever: Retriever
    reader: Reader
    k: int = Field(default=10, ge=1)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        """Best first, with `document`, `title`, `section`, `score`, `owner`, `updated` (an ISO
        date or ""), `link` and `audience` as metadata.

        Raises:
            StoreError: the store cannot be read.
        """
        del run_manager  # a search has no steps to tell of
        found = self.retriever.search(query, self.reader, self.k)
        return [_document(passage) for passage in found.passages]


def _document(passage: Passage) -> Document:
    chunk, source = passage.chunk, passage.document
    return Document(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document": source.path,
            "title": source.title,
            "section": chunk.section,
            "score": passage.score,
            "owner": source.owner,
            "updated": source.updated.isoformat() if source.updated else "",
            "link": source.link,
            "audience": chunk.audience,
        },
    )
