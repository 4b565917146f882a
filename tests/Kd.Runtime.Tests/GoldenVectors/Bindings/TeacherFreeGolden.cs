using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Smoothed labels, distillation without a better teacher, and knowledge adjustment.</summary>
internal sealed class TeacherFreeGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["label_smoothing/hunto"] = v => new LabelSmoothing(v.Hyper("epsilon")).Forward(v.Student, v.Labels),
        ["label_smoothing/tfkd"] = v => new LabelSmoothing(v.Hyper("alpha"), overOtherClasses: true).Forward(v.Student, v.Labels),
        ["tfkd_reg/tfkd"] = v => OfVirtualTeacher(v, v.Hyper("reg_temperature"), v.Hyper("reg_alpha"), v.Hyper("multiplier")),
        ["tfkd_reg/kdlib_virtual_teacher"] = v => OfVirtualTeacher(v, v.Hyper("temp"), v.Hyper("distil_weight"), 1),
        ["tfkd_reg/selfkdlib"] = OfTemperedSmoothing,
        ["tfkd_self/tfkd"] = v => Beside(
            v, v.Hyper("alpha"), new Response(v.Hyper("temperature"), reduction: LossReduction.ElementMean).Forward(v.Student, v.Teacher).mul(v.Hyper("multiplier"))),
        ["tfkd_self/kdlib_self_training"] = v => Beside(
            v, v.Hyper("distil_weight"), new Response(1, reduction: LossReduction.ElementMean).Forward(v.Student, v.Teacher.div(v.Hyper("temp")))),
        ["knowledge_adjustment/kdlib_lsr"] = v => OfSwappedArguments(v, Smoothed(v)),
        ["knowledge_adjustment/kdlib_ps"] = v => OfSwappedArguments(v, Overwritten(v)),
    };

    private static Tensor Beside(GoldenVector v, double weight, Tensor soft) =>
        new TaskLoss().Forward(v.Student, v.Labels).mul(1 - weight).add(soft, alpha: weight);

    private static Tensor OfVirtualTeacher(GoldenVector v, double temperature, double alpha, double multiplier)
    {
        var teacher = new VirtualTeacher(alpha: 1, temperature, v.Hyper("correct_prob"), temperStudent: false, LossReduction.ElementMean);
        return Beside(v, alpha, teacher.Forward(v.Student, v.Labels).mul(multiplier));
    }

    // Self-KD-Lib's virtual teacher is a smoothed label that is not softened again.
    private static Tensor OfTemperedSmoothing(GoldenVector v)
    {
        var temperature = v.Hyper("T");
        return new LabelSmoothing(v.Hyper("epsilon"), overOtherClasses: true).Forward(v.Student.div(temperature), v.Labels).div(temperature);
    }

    private static Tensor Smoothed(GoldenVector v) =>
        new KnowledgeAdjustment(v.Hyper("temp"), TeacherCorrection.LabelSmoothing, v.Hyper("correct_prob")).Corrected(v.Teacher, v.Labels);

    // KD_Lib exchanges two elements through views of them, so that both become the label's; TeacherCorrection.ProbabilityShift exchanges them.
    private static Tensor Overwritten(GoldenVector v)
    {
        var probabilities = nn.functional.softmax(v.Teacher.div(v.Hyper("temp")), 1);
        return probabilities.scatter(1, probabilities.argmax(1, keepdim: true), probabilities.gather(1, v.Labels.unsqueeze(1)));
    }

    // KD_Lib gives KLDivLoss the teacher's probabilities for the student's logarithms, and the student's for the target.
    private static Tensor OfSwappedArguments(GoldenVector v, Tensor teacher)
    {
        double temperature = v.Hyper("temp"), weight = v.Hyper("ka_weight");
        var scores = v.Student.div(temperature);
        var student = nn.functional.softmax(scores, 1);
        var divergence = student.mul(student.log().sub(teacher)).sum().div(v.Student.size(0));
        return new TaskLoss().Forward(scores, v.Labels).mul((1 - weight) * temperature).add(divergence, alpha: weight * temperature * temperature);
    }
}
