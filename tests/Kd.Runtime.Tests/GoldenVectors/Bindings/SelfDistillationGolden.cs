using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Models that teach themselves: CS-KD, PS-KD and DDGSD, each with the cross-entropy that [TaskLoss] is in Kd.</summary>
internal sealed class SelfDistillationGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["cskd/selfkdlib"] = v => new ClassWiseSelfDistillation(v.Hyper("T")).Forward(cat([v.Student, v["pair"]]), Twice(v.Labels)).mul(v.Hyper("lamda"))
            .add(new TaskLoss().Forward(v.Student, v.Labels)),
        ["ddgsd/selfkdlib"] = v => new DataDistortion(v.Hyper("T"), meanOverElements: true).Forward([v.Student, v["feature"]])
            .add(new TaskLoss().Forward(v.Student, Twice(v.Labels)), alpha: 0.5),
        ["pskd/selfkdlib"] = OfMemory,
    };

    private static Tensor Twice(Tensor labels) => cat([labels, labels]);

    private static Tensor OfMemory(GoldenVector v)
    {
        var memory = v["all_predictions"];
        var loss = new ProgressiveSelfDistillation(v.Student.shape, memory.size(0), v.Hyper("alpha_T"));
        loss.to(ScalarType.Float64);
        loss.get_buffer("predictions")!.copy_(memory);
        var (epoch, epochs) = ((int)v.Hyper("epoch") + 1, v.Hyper("epochs"));

        var value = loss.Forward(v.Student, v.Labels, v["indices"], new StepContext(epoch, 0, epoch / epochs));

        // In its first epoch the reference fills the memory with the labels of all samples, which Kd does not need.
        var rows = v["indices"];
        Tensors.AssertClose(
            "predictions", v["expected.after.all_predictions"].index_select(0, rows), loss.get_buffer("predictions")!.index_select(0, rows), 1e-12, 0);
        return value;
    }
}
