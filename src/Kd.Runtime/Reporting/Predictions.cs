using static TorchSharp.torch;

namespace Kd.Reporting;

/// <summary>What a classifier said of each sample of a part of the data, in the part's order.</summary>
internal sealed class Predictions
{
    private readonly List<long> _samples = [], _labels = [], _classes = [];
    private readonly List<float> _confidences = [];

    /// <summary>The samples' ids.</summary>
    public IReadOnlyList<long> Samples => _samples;

    /// <summary>The samples' classes.</summary>
    public IReadOnlyList<long> Labels => _labels;

    /// <summary>The classes that were given the largest logits.</summary>
    public IReadOnlyList<long> Classes => _classes;

    /// <summary>The probabilities of these, from 0 to 1; NaN where a logit was none.</summary>
    public IReadOnlyList<float> Confidences => _confidences;

    /// <summary>How many classes there are.</summary>
    public long ClassCount { get; private set; }

    /// <summary>Adds a batch. To be called in a dispose scope.</summary>
    /// <param name="samples">The samples' ids (B).</param>
    /// <param name="logits">What the model gave (B, C).</param>
    /// <param name="labels">The samples' classes (B).</param>
    public void Add(Tensor samples, Tensor logits, Tensor labels)
    {
        var (confidences, classes) = logits.to_type(ScalarType.Float32).softmax(1).max(1);
        ClassCount = logits.size(1);
        _samples.AddRange(Numbers(samples));
        _labels.AddRange(Numbers(labels));
        _classes.AddRange(Numbers(classes));
        _confidences.AddRange(confidences.cpu().contiguous().data<float>());
    }

    private static long[] Numbers(Tensor tensor) => tensor.to_type(ScalarType.Int64).cpu().contiguous().data<long>().ToArray();
}
