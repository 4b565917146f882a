using Kd.Data;

namespace Kd.Tests.Training.Tiny;

/// <summary>Three classes of 4x4 images: a bright row, a bright column, noise.</summary>
internal static class TinyData
{
    private const int Side = 4;
    private const int Classes = 3;

    /// <summary>As many training samples as asked for, and a few to validate and to test. The same at each call.</summary>
    public static DistillationData<ImageBatch> Make(int training = 45)
    {
        var random = new Random(1);
        return new(Part(random, training), Part(random, 15), Part(random, 12));
    }

    private static Dataset<ImageBatch> Part(Random random, int count)
    {
        var images = new float[count, 1, Side, Side];
        var labels = new long[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            var bright = random.Next(Side);
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    var lit = labels[i] switch { 0 => y == bright, 1 => x == bright, _ => false };
                    images[i, 0, y, x] = (lit ? 1 : 0) + random.NextSingle();
                }
            }
        }

        return Dataset.InMemory(new ImageBatch(tensor(images, device: CPU), tensor(labels, device: CPU), arange(count, device: CPU)));
    }
}
