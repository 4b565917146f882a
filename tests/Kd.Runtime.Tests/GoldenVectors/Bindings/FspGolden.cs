using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Flow of the solution procedure.</summary>
internal sealed class FspGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["fsp/repdistiller"] = v => new RelationPair().Forward(v.Students, v.Teachers),
        ["fsp/torchdistill"] = v => new RelationPair(FspPooling.Max, FspDistance.ChannelNorm).Forward(v.Students, v.Teachers),
    };
}
