using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>SRD, of features that torchdistill's models have normalized.</summary>
internal sealed class SimpleRecipeGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["srd/torchdistill"] = v => new SimpleRecipe(v.Hyper("exponent"), normalize: false).Forward(v.Student, v.Teacher).mul(2)
            .add(new Response(v.Hyper("temperature"), temperaturePower: 0).Forward(v["student_logits"], v["teacher_logits"])),
    };
}
