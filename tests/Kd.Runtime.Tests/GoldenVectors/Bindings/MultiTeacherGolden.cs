using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Several teachers. CA-MKD divides what its weights have added up by the number of teachers, once more.</summary>
internal sealed class MultiTeacherGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["multi_teacher/camkd_average_loss"] = v => OfCaMkd(v, TeacherCombination.MeanLoss, 1),
        ["multi_teacher/camkd_ebkd"] = v => OfCaMkd(v, TeacherCombination.Entropy, (v.Teachers.Length - 1.0) / v.Teachers.Length),
        ["multi_teacher/camkd_camkd"] = v => OfCaMkd(v, TeacherCombination.Confidence, 1.0 / v.Teachers.Length),
        ["multi_teacher/camkd_feature"] = v =>
            new MultiTeacherGuided().Forward(v.Students, v.Teachers, [.. v.List("teacher_logits").Select(logits => new Answering(logits))], v.Labels).mul(1.0 / v.Teachers.Length),
        ["multi_teacher/textbrewer_mean_logits"] = v =>
            new MultiTeacherResponse(v.Hyper("temperature"), temperaturePower: 0, TeacherCombination.MeanLogits, crossEntropy: true).Forward(v.Student, v.Teachers),
    };

    private static Tensor OfCaMkd(GoldenVector v, TeacherCombination combination, double factor)
    {
        var soft = new MultiTeacherResponse(v.Hyper("T"), combination: combination).Forward(v.Student, v.Teachers, v.Labels);
        return new TaskLoss().Forward(v.Student, v.Labels).mul(v.Hyper("gamma")).add(soft, alpha: v.Hyper("alpha") * factor);
    }
}
