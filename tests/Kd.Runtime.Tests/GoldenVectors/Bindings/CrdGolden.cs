using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Contrastive representation distillation.</summary>
internal sealed class CrdGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["crd/repdistiller_first_call"] = OfMemories,
        ["crd/repdistiller_second_call"] = OfMemories,
    };

    private static Tensor OfMemories(GoldenVector v)
    {
        // The reference keeps its temperature in single precision.
        var loss = new Crd(
            v.Student.shape, v.Teacher.shape, (long)v.Hyper("n_data"), (int)v.Hyper("feat_dim"), (int)v.Hyper("nce_k"),
            (float)v.Hyper("nce_t"), v.Hyper("nce_m"));
        v.WithWeights(loss, "crd.embed_s.linear.", "_student.");
        v.WithWeights(loss, "crd.embed_t.linear.", "_teacher.");
        v.WithWeights(loss, "crd.contrast.memory_v1", "_studentMemory");
        v.WithWeights(loss, "crd.contrast.memory_v2", "_teacherMemory");
        var normalizers = v["w.crd.contrast.params"].narrow(0, 2, 2);
        if (normalizers[0].ToDouble() > 0)
        {
            loss.state_dict()["_logNormalizers"].copy_(normalizers.log());
        }

        var value = loss.Forward(v.Student, v.Teacher, v["contrast_idx"], v["idx"]);
        var state = loss.state_dict();
        Tensors.AssertClose("student's memory", v["expected.after.memory_v1"], state["_studentMemory"], 1e-6, 1e-10);
        Tensors.AssertClose("teacher's memory", v["expected.after.memory_v2"], state["_teacherMemory"], 1e-6, 1e-10);
        Tensors.AssertClose("normalizers", v["expected.after.params"].narrow(0, 2, 2), state["_logNormalizers"].exp(), 1e-6, 1e-10);
        return value;
    }
}
