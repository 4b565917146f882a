using Kd.Losses;
using Kd.Training;

namespace Kd.Tests.Losses.Subjects;

/// <summary>Losses that change the teacher's target, its temperature or its feature.</summary>
internal sealed class LearnedTargetSubjects : ILossSubjects
{
    private const int Samples = LossSubject.Samples;

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["Minifinetuning"] = new([[Samples, 5]], (s, t) => new Minifinetuning().Forward(s[0], t[0], t[0].flip(1).argmax(1))) { IsDistance = false },
        ["MaskedMinifinetuning"] =
            new([[Samples, 3, 5]], (s, t) => new MaskedMinifinetuning(temperature: 2).Forward(s[0], t[0], t[0].argmax(2), tensor([1, 1, 0], device: s[0].device).expand(s[0].size(0), 3)))
            {
                IsDistance = false,
            },
        ["OneForAll"] = new([[Samples, 5]], (s, t) => new OneForAll(1.5).Forward(s[0], t[0], t[0].argmax(1))) { IsDistance = false },
        ["OneForAll of all classes"] =
            new([[Samples, 5]], (s, t) => new OneForAll(1.5, temperature: 2, allClasses: true).Forward(s[0], t[0], t[0].argmax(1))) { IsDistance = false },
        ["OneForAllBranch"] = new([[Samples, 3, 2, 2]], (s, t) => OfBranch(s[0], t[0].flatten(1))) { IsDistance = false },
        ["SimpleRecipe"] = new([[Samples, 3, 2, 2]], (s, t) => new SimpleRecipe().Forward(s[0], t[0])) { IsDistance = false },
        ["SimpleRecipe of features as they are"] = new([[Samples, 3]], (s, t) => new SimpleRecipe(2, normalize: false).Forward(s[0], t[0])) { IsDistance = false },
        ["CurriculumTemperature"] = new([[Samples, 5]], (s, t) => new CurriculumTemperature().Forward(s[0], t[0], new StepContext(3, 0, 0.1))),
    };

    // A branch of numbers that are the same each time.
    private static Tensor OfBranch(Tensor feature, Tensor logits)
    {
        using var loss = new OneForAllBranch(feature.shape, logits.shape, 1.5);
        loss.to(feature.dtype);
        using (no_grad())
        {
            foreach (var parameter in loss.parameters())
            {
                parameter.copy_(arange(parameter.numel(), feature.dtype, feature.device).sin().view(parameter.shape));
            }
        }

        return loss.Forward(feature, logits, logits.argmax(1));
    }
}
