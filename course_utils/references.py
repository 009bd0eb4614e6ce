"""The papers and books that the course cites, in one place, each with its DOI or arXiv number if there is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from course_utils.autograder.rendering import Block, Heading, Link, Rendered, Table


@dataclass(frozen=True)
class Reference:
    """Authors, year, title and where it was published; `doi` and `arxiv` are "" if there is none."""

    authors: str
    year: int
    title: str
    venue: str
    doi: str = ""
    arxiv: str = ""

    @property
    def link(self) -> Link | str:
        """Where to find it: its DOI, else its arXiv number, else nothing."""
        if self.doi:
            return Link(f"doi:{self.doi}", f"https://doi.org/{self.doi}")
        return Link(f"arXiv:{self.arxiv}", f"https://arxiv.org/abs/{self.arxiv}") if self.arxiv else ""


REFERENCES = (
    Reference(
        "Bengio, Y., Simard, P., and Frasconi, P.", 1994,
        "Learning long-term dependencies with gradient descent is difficult",
        "IEEE Transactions on Neural Networks 5(2), 157-166", "10.1109/72.279181",
    ),
    Reference(
        "Bertoin, D., Bolte, J., Gerchinovitz, S., and Pauwels, E.", 2021,
        "Numerical influence of ReLU'(0) on backpropagation", "NeurIPS", arxiv="2106.12915",
    ),
    Reference(
        "Brunel, N., and van Rossum, M. C. W.", 2007, "Lapicque's 1907 paper: from frogs to integrate-and-fire",
        "Biological Cybernetics 97, 337-339", "10.1007/s00422-007-0190-0",
    ),
    Reference("Chollet, F., and others", 2015, "Keras", "keras.io"),
    Reference(
        "Chowdhery, A., and others", 2023, "PaLM: scaling language modeling with pathways",
        "Journal of Machine Learning Research 24", arxiv="2204.02311",
    ),
    Reference(
        "Clevert, D.-A., Unterthiner, T., and Hochreiter, S.", 2016,
        "Fast and accurate deep network learning by exponential linear units (ELUs)", "ICLR", arxiv="1511.07289",
    ),
    Reference(
        "Cybenko, G.", 1989, "Approximation by superpositions of a sigmoidal function",
        "Mathematics of Control, Signals, and Systems 2, 303-314", "10.1007/BF02551274",
    ),
    Reference(
        "Devlin, J., Chang, M.-W., Lee, K., and Toutanova, K.", 2019,
        "BERT: pre-training of deep bidirectional transformers for language understanding", "NAACL",
        "10.18653/v1/N19-1423", "1810.04805",
    ),
    Reference(
        "Dosovitskiy, A., and others", 2021,
        "An image is worth 16x16 words: transformers for image recognition at scale", "ICLR", arxiv="2010.11929",
    ),
    Reference(
        "Elfwing, S., Uchibe, E., and Doya, K.", 2018,
        "Sigmoid-weighted linear units for neural network function approximation in reinforcement learning",
        "Neural Networks 107, 3-11", "10.1016/j.neunet.2017.12.012", "1702.03118",
    ),
    Reference(
        "Fukushima, K.", 1969, "Visual feature extraction by a multilayered network of analog threshold elements",
        "IEEE Transactions on Systems Science and Cybernetics 5(4), 322-333", "10.1109/TSSC.1969.300225",
    ),
    Reference(
        "Gers, F. A., Schmidhuber, J., and Cummins, F.", 2000, "Learning to forget: continual prediction with LSTM",
        "Neural Computation 12(10), 2451-2471", "10.1162/089976600300015015",
    ),
    Reference(
        "Gerstner, W., Kistler, W. M., Naud, R., and Paninski, L.", 2014, "Neuronal Dynamics",
        "Cambridge University Press", "10.1017/CBO9781107447615",
    ),
    Reference(
        "Glorot, X., and Bengio, Y.", 2010,
        "Understanding the difficulty of training deep feedforward neural networks", "AISTATS, PMLR 9, 249-256",
    ),
    Reference(
        "Glorot, X., Bordes, A., and Bengio, Y.", 2011, "Deep sparse rectifier neural networks",
        "AISTATS, PMLR 15, 315-323",
    ),
    Reference(
        "Griewank, A., and Walther, A.", 2008,
        "Evaluating derivatives: principles and techniques of algorithmic differentiation", "2nd edition, SIAM",
        "10.1137/1.9780898717761",
    ),
    Reference(
        "Hahnloser, R. H. R., Sarpeshkar, R., Mahowald, M. A., Douglas, R. J., and Seung, H. S.", 2000,
        "Digital selection and analogue amplification coexist in a cortex-inspired silicon circuit",
        "Nature 405, 947-951", "10.1038/35016072",
    ),
    Reference(
        "Hanin, B., and Rolnick, D.", 2019, "Complexity of linear regions in deep networks", "ICML",
        arxiv="1901.09021",
    ),
    Reference(
        "Harris, C. R., and others", 2020, "Array programming with NumPy", "Nature 585, 357-362",
        "10.1038/s41586-020-2649-2",
    ),
    Reference(
        "He, K., Zhang, X., Ren, S., and Sun, J.", 2015,
        "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification", "ICCV",
        "10.1109/ICCV.2015.123", "1502.01852",
    ),
    Reference(
        "He, K., Zhang, X., Ren, S., and Sun, J.", 2016, "Deep residual learning for image recognition", "CVPR",
        "10.1109/CVPR.2016.90", "1512.03385",
    ),
    Reference(
        "Hendrycks, D., and Gimpel, K.", 2016, "Gaussian error linear units (GELUs)", "arXiv", arxiv="1606.08415"
    ),
    Reference("Hochreiter, S.", 1991, "Untersuchungen zu dynamischen neuronalen Netzen", "Diploma thesis, TU München"),
    Reference(
        "Hochreiter, S., and Schmidhuber, J.", 1997, "Long short-term memory",
        "Neural Computation 9(8), 1735-1780", "10.1162/neco.1997.9.8.1735",
    ),
    Reference(
        "Hodgkin, A. L.", 1948, "The local electric changes associated with repetitive action in a non-medullated axon",
        "Journal of Physiology 107, 165-181",
    ),
    Reference(
        "Hodgkin, A. L., and Huxley, A. F.", 1952,
        "A quantitative description of membrane current and its application to conduction and excitation in nerve",
        "Journal of Physiology 117, 500-544", "10.1113/jphysiol.1952.sp004764",
    ),
    Reference(
        "Hornik, K.", 1991, "Approximation capabilities of multilayer feedforward networks",
        "Neural Networks 4, 251-257", "10.1016/0893-6080(91)90009-T",
    ),
    Reference(
        "Ioffe, S., and Szegedy, C.", 2015,
        "Batch normalization: accelerating deep network training by reducing internal covariate shift", "ICML",
        arxiv="1502.03167",
    ),
    Reference(
        "Kakade, S. M., and Lee, J. D.", 2018,
        "Provably correct automatic subdifferentiation for qualified programs", "NeurIPS", arxiv="1809.08530",
    ),
    Reference("Karpathy, A.", 2020, "micrograd", "github.com/karpathy/micrograd"),
    Reference(
        "Kingma, D. P., and Ba, J.", 2015, "Adam: a method for stochastic optimization", "ICLR", arxiv="1412.6980"
    ),
    Reference(
        "Klambauer, G., Unterthiner, T., Mayr, A., and Hochreiter, S.", 2017, "Self-normalizing neural networks",
        "NeurIPS", arxiv="1706.02515",
    ),
    Reference(
        "Krizhevsky, A., Sutskever, I., and Hinton, G. E.", 2012,
        "ImageNet classification with deep convolutional neural networks",
        "NeurIPS; reprinted in Communications of the ACM 60(6), 84-90", "10.1145/3065386",
    ),
    Reference(
        "Lapicque, L.", 1907,
        "Recherches quantitatives sur l'excitation électrique des nerfs traitée comme une polarisation",
        "Journal de physiologie et de pathologie générale 9, 620-635",
    ),
    Reference(
        "LeCun, Y., Bottou, L., Bengio, Y., and Haffner, P.", 1998,
        "Gradient-based learning applied to document recognition",
        "Proceedings of the IEEE 86(11), 2278-2324", "10.1109/5.726791",
    ),
    Reference(
        "LeCun, Y., Bottou, L., Orr, G. B., and Müller, K.-R.", 1998, "Efficient BackProp",
        "Neural Networks: Tricks of the Trade, Springer", "10.1007/3-540-49430-8_2",
    ),
    Reference(
        "Ledig, C., and others", 2017,
        "Photo-realistic single image super-resolution using a generative adversarial network", "CVPR",
        "10.1109/CVPR.2017.19", "1609.04802",
    ),
    Reference(
        "Leshno, M., Lin, V. Ya., Pinkus, A., and Schocken, S.", 1993,
        "Multilayer feedforward networks with a nonpolynomial activation function can approximate any function",
        "Neural Networks 6, 861-867", "10.1016/S0893-6080(05)80131-5",
    ),
    Reference(
        "Maas, A. L., Hannun, A. Y., and Ng, A. Y.", 2013,
        "Rectifier nonlinearities improve neural network acoustic models",
        "ICML Workshop on Deep Learning for Audio, Speech and Language Processing",
    ),
    Reference(
        "McCulloch, W. S., and Pitts, W.", 1943, "A logical calculus of the ideas immanent in nervous activity",
        "Bulletin of Mathematical Biophysics 5, 115-133", "10.1007/BF02478259",
    ),
    Reference("Minsky, M., and Papert, S.", 1969, "Perceptrons", "MIT Press"),
    Reference(
        "Nair, V., and Hinton, G. E.", 2010, "Rectified linear units improve restricted Boltzmann machines", "ICML"
    ),
    Reference(
        "Paszke, A., and others", 2019, "PyTorch: an imperative style, high-performance deep learning library",
        "NeurIPS", arxiv="1912.01703",
    ),
    Reference(
        "Radford, A., Metz, L., and Chintala, S.", 2016,
        "Unsupervised representation learning with deep convolutional generative adversarial networks", "ICLR",
        arxiv="1511.06434",
    ),
    Reference(
        "Ramachandran, P., Zoph, B., and Le, Q. V.", 2017, "Searching for activation functions", "arXiv",
        arxiv="1710.05941",
    ),
    Reference(
        "Redmon, J., Divvala, S., Girshick, R., and Farhadi, A.", 2016,
        "You only look once: unified, real-time object detection", "CVPR", "10.1109/CVPR.2016.91", "1506.02640",
    ),
    Reference(
        "Rockafellar, R. T.", 1970, "Convex analysis", "Princeton University Press", "10.1515/9781400873173"
    ),
    Reference(
        "Rokem, A., Watzl, S., Gollisch, T., Stemmler, M., Herz, A. V. M., and Samengo, I.", 2006,
        "Spike-timing precision underlies the coding efficiency of auditory receptor neurons",
        "Journal of Neurophysiology 95, 2541-2552", "10.1152/jn.00891.2005",
    ),
    Reference(
        "Rumelhart, D. E., Hinton, G. E., and Williams, R. J.", 1986,
        "Learning representations by back-propagating errors", "Nature 323, 533-536", "10.1038/323533a0",
    ),
    Reference("Shazeer, N.", 2020, "GLU variants improve transformer", "arXiv", arxiv="2002.05202"),
    Reference(
        "Tan, M., and Le, Q. V.", 2019, "EfficientNet: rethinking model scaling for convolutional neural networks",
        "ICML", arxiv="1905.11946",
    ),
    Reference(
        "Telgarsky, M.", 2015, "Representation benefits of deep feedforward networks", "arXiv", arxiv="1509.08101"
    ),
    Reference("Telgarsky, M.", 2016, "Benefits of depth in neural networks", "COLT", arxiv="1602.04485"),
    Reference(
        "Touvron, H., and others", 2023, "LLaMA: open and efficient foundation language models", "arXiv",
        arxiv="2302.13971",
    ),
    Reference("Vaswani, A., and others", 2017, "Attention is all you need", "NeurIPS", arxiv="1706.03762"),
    Reference("Veličković, P., and others", 2018, "Graph attention networks", "ICLR", arxiv="1710.10903"),
    Reference(
        "Zaslavsky, T.", 1975, "Facing up to arrangements: face-count formulas for partitions of space by hyperplanes",
        "Memoirs of the American Mathematical Society 154", "10.1090/memo/0154",
    ),
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class References(Rendered):
    """The references, in the order of the alphabet, with links to their DOIs."""

    references: Sequence[Reference] = REFERENCES

    def blocks(self) -> list[Block]:
        """Return the table."""
        rows = tuple(
            (entry.authors, str(entry.year), f"{entry.title}. {entry.venue}", entry.link) for entry in self.references
        )
        return [Heading("References", "notice"), Table(("authors", "year", "title and place", "link"), rows)]


def show() -> References:
    """Return the references, as a table."""
    return References()
