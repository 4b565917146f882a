using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Similarity-preserving distillation.</summary>
internal sealed class SimilarityPreservingGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["sp/repdistiller"] = v => new SimilarityPreserving().Forward(v.Student, v.Teacher),
        ["sp/torchdistill_l1norm"] = v => new SimilarityPreserving(rowNorm: 1).Forward(v.Student, v.Teacher),
    };

    // For a sample of zeros the references' gradient is 1e12 times a rounding choice.
    public Tensor ComparableRows(string family, string file, Tensor input) =>
        arange(input.size(0), ScalarType.Int64).masked_select(input.detach().flatten(1).abs().sum(1).gt(0));
}
