package io.ffsamediff.data;

import java.net.URI;
import java.util.List;

/** The data sets that everybody has. */
final class StandardDatasets {

  private static final String MNIST_LICENCE = "CC BY-SA 3.0, Yann LeCun and Corinna Cortes";

  /** [https://github.com/zalandoresearch/fashion-mnist, "Labels"] */
  private static final ClassLabels FASHION =
      ClassLabels.named(
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"));

  private static final ClassLabels SPECIES =
      ClassLabels.named(List.of("setosa", "versicolor", "virginica"));

  private static final CatalogEntry MNIST =
      new CatalogEntry(
          "mnist",
          "Handwritten digits: 60,000 training and 10,000 test images of 28 x 28, 10 classes",
          MNIST_LICENCE,
          ClassLabels.numbered(10),
          DataFiles.Images.pinned(
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          mirrors(
              "https://storage.googleapis.com/cvdf-datasets/mnist/",
              "https://ossci-datasets.s3.amazonaws.com/mnist/"));

  private static final CatalogEntry FASHION_MNIST =
      new CatalogEntry(
          "fashion-mnist",
          "Pieces of clothing: 60,000 training and 10,000 test images of 28 x 28, 10 classes",
          "MIT, Zalando SE",
          FASHION,
          DataFiles.Images.pinned(
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
          mirrors("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"));

  private static final CatalogEntry MNIST_SUBSET =
      new CatalogEntry(
          "mnist-subset",
          "The first 10,000 training and 2,000 test images of mnist; comes with the program",
          MNIST_LICENCE,
          ClassLabels.numbered(10),
          DataFiles.Images.pinned(
              "2889698e6bc3614913e76901316712919d1998fc2b44512451bfe65bc1e668b1",
              "651e38e2ac0632f5113ec18f1df4977117f953197819034009971a6675a0df78",
              "3f6bd66dee48df299584c67669bceee490faa25f931496bd7473b42106d7daed",
              "7b098e5f6a3065807cebeabf36fb1724a8aff19f2673ac08b4923e0e8c715bce"),
          new DataOrigin.Bundled("/io/ffsamediff/data/mnist-subset/"));

  private static final CatalogEntry IRIS =
      new CatalogEntry(
          "iris",
          "Four measurements of irises: 100 training and 50 test examples, 3 species; comes with the program",
          "CC BY 4.0, R. A. Fisher, UCI Machine Learning Repository",
          SPECIES,
          new DataFiles.Table(
              new DataFile(
                  "iris-train.csv",
                  "d309d36aaec2df8ffddaeaa3e3b26f9724864715e99d95a9f9f24778ea35ec9f"),
              new DataFile(
                  "iris-test.csv",
                  "d23faae2ec7615d1c4dc39dc600aea0570ebab30be03c2dd78f70734f6497cd0"),
              new CsvFormat(true, ',', new CsvColumn.Named("species"), List.of(), SPECIES)),
          new DataOrigin.Bundled("/io/ffsamediff/data/iris/"));

  private static final CatalogEntry CIFAR10 =
      new CatalogEntry(
          "cifar10",
          "Photographs: 50,000 training and 10,000 test images of 32 x 32 in colour, 10 classes",
          "not told; Alex Krizhevsky, University of Toronto",
          ClassLabels.named(
              List.of(
                  "airplane",
                  "automobile",
                  "bird",
                  "cat",
                  "deer",
                  "dog",
                  "frog",
                  "horse",
                  "ship",
                  "truck")),
          DataFiles.Cifar.published(),
          new DataOrigin.Published(
              URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")));

  private StandardDatasets() {}

  static List<CatalogEntry> all() {
    return List.of(MNIST, FASHION_MNIST, CIFAR10, MNIST_SUBSET, IRIS);
  }

  private static DataOrigin mirrors(String... folders) {
    return new DataOrigin.Mirrors(List.of(folders).stream().map(URI::create).toList());
  }
}
