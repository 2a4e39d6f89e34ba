"""BERTopic on vectors that are given to it: run by `bench/themes.py` with an interpreter that has BERTopic.

In such a virtual environment, without torch: pip install numpy pandas scikit-learn hdbscan umap-learn tqdm plotly
pyyaml, then pip install --no-deps bertopic.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np


def main(folder: Path) -> None:
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from umap import UMAP

    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    vectors = np.load(folder / "vectors.npy")
    started = time.process_time()
    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = BERTopic(embedding_model=BaseEmbedder(), umap_model=reduce, min_topic_size=10)
    topics, _ = model.fit_transform(texts, vectors)
    figures = {
        "labels": [int(topic) for topic in topics],
        "cpu_seconds": round(time.process_time() - started, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
