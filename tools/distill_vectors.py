"""Make src/firsthand/inference/vectors.npz: one small vector a word.

Run once by a maintainer, in an environment of its own (CONTRIBUTING.md names the packages). The method is that of
model2vec: every word of a vocabulary goes through a sentence encoder alone, the mean of its token vectors is kept, and
a principal component analysis shortens it. The words are the most frequent of wordfreq.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer
from wordfreq import top_n_list

#: Words kept: the most frequent of English. The file grows by 75 bytes a word.
WORDS = 30_000
#: Numbers a vector, of the encoder's 384.
DIMENSIONS = 96


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="all-MiniLM-L6-v2 as ONNX")
    parser.add_argument("tokenizer", type=Path, help="its tokenizer.json")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    words = [w for w in top_n_list("en", WORDS * 2) if re.fullmatch(r"[a-z][a-z'-]+", w) and len(w) > 2][:WORDS]
    words.sort()
    tokenizer = Tokenizer.from_file(str(given.tokenizer))
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(str(given.model))
    names = {i.name for i in session.get_inputs()}
    rows = []
    for start in range(0, len(words), 256):
        batch = tokenizer.encode_batch(words[start : start + 256])
        ids = np.array([b.ids for b in batch], dtype=np.int64)
        mask = np.array([b.attention_mask for b in batch], dtype=np.int64)
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, {k: v for k, v in fed.items() if k in names})[0]
        rows.append(states if states.ndim == 2 else (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True))
    vectors = np.concatenate(rows).astype(np.float32)
    vectors -= vectors.mean(0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ axes[:DIMENSIONS].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    np.savez_compressed(given.out, words=np.array("\n".join(words)), vectors=np.round(vectors * 127).astype(np.int8))


if __name__ == "__main__":
    main()
