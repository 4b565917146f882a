using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Distillation of features over several places, and by the teacher's classifier.</summary>
internal sealed class ReviewGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["reviewkd_hcl/mdistiller"] = v => FeatureGolden.OfLayers(v, new HierarchicalContext().Forward),
        ["reviewkd/mdistiller_full"] = OfReview,
        ["simkd/simkd"] = OfProjector,
        ["srrl/srrl"] = v => OfClassifier(v, "connector.Connectors.", "teacher.fc.", v.Hyper("weight")),
        ["srrl/simkd_repo"] = v => OfClassifier(v, "srrl.transfer.", "cls_t.", 1),
        ["semckd/simkd_repo"] = OfCalibration,
    };

    private static Tensor OfReview(GoldenVector v)
    {
        Tensor[] student = [.. v.Students, v["student_pooled"]], teacher = [.. v.Teachers, v["teacher_pooled"]];
        var loss = new ReviewKd([.. student.Select(s => s.shape)], [.. teacher.Select(t => t.shape)]);
        for (var place = 0; place < student.Length; place++)
        {
            // The peer counts from the deepest place.
            var (theirs, ours) = ($"abfs.{student.Length - 1 - place}.", $"_fusions.{place}.");
            v.WithWeights(loss, theirs + "conv1.", ours + "_reduce.");
            v.WithWeights(loss, theirs + "conv2.", ours + "_expand.");
            v.WithWeights(loss, theirs + "att_conv.0.", ours + "_attention.");
        }

        return loss.Forward(student, teacher);
    }

    private static Tensor OfProjector(GoldenVector v)
    {
        var loss = v.WithWeights(new SimKd(v.Student.shape, v.Teacher.shape, (int)v.Hyper("factor")), "simkd.transfer.", "_projector.");
        var projected = loss.Project(v.Student);
        var predictions = nn.functional.linear(projected.mean([2, 3]), v["w.cls_t.weight"], v["w.cls_t.bias"]);
        Fixtures.Tensors.AssertClose("projection", v["expected.trans_feat_s"], projected, 1e-6, 1e-10);
        Fixtures.Tensors.AssertClose("prediction", v["expected.pred_feat_s"], predictions, 1e-6, 1e-10);
        return loss.Forward(v.Student, v.Teacher);
    }

    private static Tensor OfClassifier(GoldenVector v, string connector, string classifier, double weight)
    {
        var loss = v.WithWeights(new Srrl(v.Student.shape, v.Teacher.shape, weight), connector, "_connector.");
        var linear = v.WithWeights(nn.Linear(v.Teacher.size(1), v["teacher_logits"].size(1)), classifier, "");
        return loss.Forward(v.Student, v.Teacher, new GivenLogits(linear, v["teacher_logits"]));
    }

    private static Tensor OfCalibration(GoldenVector v)
    {
        var (students, teachers) = (v["weight"].size(1), v["weight"].size(2));
        var (student, teacher) = (new Tensor[students, teachers], new Tensor[students, teachers]);
        for (var i = 0; i < students; i++)
        {
            for (var j = 0; j < teachers; j++)
            {
                (student[i, j], teacher[i, j]) = (v[$"student_{i}_{j}"], v[$"teacher_{i}_{j}"]);
            }
        }

        return SemCkd.Calibrated(student, teacher, v["weight"]);
    }

    /// <summary>A classifier that makes of the teacher's feature the logits of the file, which are not its own.</summary>
    private sealed class GivenLogits(nn.Module<Tensor, Tensor> classifier, Tensor ofTeacher) : nn.Module<Tensor, Tensor>("given")
    {
        public override Tensor forward(Tensor input) => input.requires_grad ? classifier.call(input) : ofTeacher;
    }
}
