using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Multi-level logit distillation.</summary>
internal sealed class MlkdGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["mlkd/mlld"] = v => AsReleased(v, standardize: false, (t, s, g) => new Response(t).Forward(s, g)),
        ["mlkd/lskd_mlkd_standardized"] = v => AsReleased(v, standardize: true, (t, s, g) => new LogitStandardization(t).Forward(s, g)),
        ["mlkd/bc_term"] = v => new Mlkd(v.Hyper("temperature"), predictionAugmentation: false, instanceWeight: 0, classWeight: 0).Forward(v.Student, v.Teacher),
        ["mlkd/cc_term"] = v => new Mlkd(v.Hyper("temperature"), predictionAugmentation: false, instanceWeight: 0, batchWeight: 0).Forward(v.Student, v.Teacher),
    };

    // The strong view has the divergence alone, and at the temperatures 2 and 6 takes the weak view's logits.
    private static Tensor AsReleased(GoldenVector v, bool standardize, Func<double, Tensor, Tensor, Tensor> divergence)
    {
        Tensor student = v["student_weak"], teacher = v["teacher_weak"], strongStudent = v["student_strong"], strongTeacher = v["teacher_strong"];
        var temperature = v.Hyper("TEMPERATURE");
        var knowledge = new Mlkd(temperature, masking: MlkdMasking.Fraction, standardize: standardize).Forward(student, teacher);
        foreach (var own in new[] { temperature, 3, 5 })
        {
            knowledge = knowledge.add(divergence(own, strongStudent, strongTeacher));
        }

        foreach (var borrowed in new double[] { 2, 6 })
        {
            knowledge = knowledge.add(divergence(borrowed, student, teacher));
        }

        var task = new TaskLoss().Forward(student, v.Labels).add(new TaskLoss().Forward(strongStudent, v.Labels));
        return task.mul(v.Hyper("CE_WEIGHT")).add(knowledge, alpha: v.Hyper("KD_WEIGHT"));
    }
}
