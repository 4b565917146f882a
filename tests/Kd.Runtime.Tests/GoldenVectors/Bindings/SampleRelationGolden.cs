using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Relations between samples: RKD, DarkRank, PKT and correlation congruence.</summary>
internal sealed class SampleRelationGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["rkd/repdistiller"] = v => new Rkd(v.Hyper("w_d"), v.Hyper("w_a")).Forward(v.Student, v.Teacher),
        ["rkd/mmrazor_l2norm"] = v => new Rkd(v.Hyper("w_d"), v.Hyper("w_a"), normalize: true).Forward(v.Student, v.Teacher),
        ["rkd/kdlib"] = v => new Rkd(v.Hyper("dist_ratio"), v.Hyper("angle_ratio"), meanEpsilon: 1e-7).Forward(v.Student, v.Teacher),
        ["rkd/rkd_distance"] = v => new RkdDistance().Forward(v.Student, v.Teacher),
        ["rkd/rkd_angle"] = v => new RkdAngle().Forward(v.Student, v.Teacher),
        ["rkd/rkd_harddarkrank"] = v =>
            new HardDarkRank(v.Hyper("alpha"), v.Hyper("beta"), (int)v.Hyper("permute_len")).Forward(v.Student, v.Teacher),
        ["pkt/repdistiller"] = v => new Pkt(v.Hyper("eps")).Forward(v.Student, v.Teacher),
        ["pkt/kdzoo"] = v => new Pkt(v.Hyper("eps")).Forward(v.Student, v.Teacher),
        ["cc/kdzoo_gaussian"] = v => new CorrelationCongruence(gamma: v.Hyper("gamma"), order: (int)v.Hyper("P_order")).Forward(v.Student, v.Teacher),
        ["cc/torchdistill_gaussian"] = v => new CorrelationCongruence(
            gamma: v.Hyper("gamma"), order: (int)v.Hyper("max_p"), normalize: false, distance: CorrelationDistance.Norm).Forward(v.Student, v.Teacher),
        ["cc/torchdistill_bilinear"] = v => new CorrelationCongruence(
            form: CorrelationForm.Bilinear, normalize: false, distance: CorrelationDistance.Norm).Forward(v.Student, v.Teacher),
        ["cc/repdistiller"] = v => new CorrelationCongruence(form: CorrelationForm.ConsecutiveDifferences).Forward(v.Student, v.Teacher),
        ["cc/repdistiller_embed"] = OfEmbeddings,
    };

    // Equal samples have no direction between them, where the references divide by 1e-12; PKT's gradient of a sample of zeros is NaN.
    public Tensor ComparableRows(string family, string file, Tensor input) => file switch
    {
        "repdistiller__b5_d6_duplicate_rows.safetensors" => tensor([1L, 2, 4]),
        "repdistiller__b6_d8_large50.safetensors" => tensor([0L, 1, 3, 4, 5]),
        _ => arange(input.size(0), ScalarType.Int64),
    };

    private static Tensor OfEmbeddings(GoldenVector v)
    {
        var loss = new CorrelationCongruence(
            v.Student.shape, v.Teacher.shape, CorrelationForm.ConsecutiveDifferences, embedding: (int)v.Hyper("feat_dim"));
        v.WithWeights(loss, "embed_s.linear.", "_student.");
        return v.WithWeights(loss, "embed_t.linear.", "_teacher.").Forward(v.Student, v.Teacher);
    }
}
