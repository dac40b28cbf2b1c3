package io.tern.loadtest.scheduling.bound;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is known of one stretch of time once its programs are solved; rates in bytes a millisecond.
 *
 * @param most of all that can flow
 * @param linkFair of all by max-min over links
 * @param fair of classes on links, share-fair
 * @param places on links, for an oracle
 */
record Solution(double most, double linkFair, double[][] fair, double[] places) {
  void write(DataOutput out) throws IOException {
    out.writeDouble(most);
    out.writeDouble(linkFair);
    out.writeInt(fair.length);
    for (double[] ofLink : fair) {
      write(ofLink, out);
    }
    write(places, out);
  }

  private static void write(double[] numbers, DataOutput out) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  static Solution read(DataInput in) throws IOException {
    double most = in.readDouble();
    double linkFair = in.readDouble();
    double[][] fair = new double[in.readInt()][];
    for (int link = 0; link < fair.length; link++) {
      fair[link] = numbers(in);
    }
    return new Solution(most, linkFair, fair, numbers(in));
  }

  private static double[] numbers(DataInput in) throws IOException {
    double[] numbers = new double[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
