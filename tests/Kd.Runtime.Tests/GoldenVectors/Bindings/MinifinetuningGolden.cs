using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Minifinetuning.</summary>
internal sealed class MinifinetuningGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["mft/modelopt"] = v => new Minifinetuning(v.Hyper("threshold"), v.Hyper("temperature")).Forward(v.Student, v.Teacher, v.Labels),
    };
}
