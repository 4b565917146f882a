using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>TextBrewer's losses of hidden states and attention maps, with masks.</summary>
internal sealed class TextBrewerGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["tb_hidden/hid_mse_loss"] = v => new HiddenState().Forward(v.Student, v.Teacher, v["mask"]),
        ["tb_hidden/cos_loss"] = v => new HiddenState(HiddenDistance.Cosine).Forward(v.Student, v.Teacher, v["mask"]),
        ["tb_hidden/pkd_loss"] = v => new HiddenState(HiddenDistance.FirstToken).Forward(v.Student, v.Teacher, v["mask"]),
        ["tb_hidden/fsp_loss"] = v => new HiddenFlow().Forward(v.Students, v.Teachers, v["mask"]),
        ["tb_hidden/mmd_loss"] = v => new HiddenFlow(HiddenRelation.Tokens).Forward(v.Students, v.Teachers, v["mask"]),
        ["tb_attention/att_mse_loss"] = v => new AttentionMap().Forward(v.Student, v.Teacher, v["mask"]),
        ["tb_attention/att_mse_sum_loss"] = v => new AttentionMap(heads: AttentionHeads.SumMap).Forward(v.Student, v.Teacher, v["mask"]),
        ["tb_attention/att_ce_loss"] = v => new AttentionMap(AttentionDistance.CrossEntropy).Forward(v.Student, v.Teacher, v["mask"]),
        ["tb_attention/att_ce_mean_loss"] = v =>
            new AttentionMap(AttentionDistance.CrossEntropy, AttentionHeads.MeanMap).Forward(v.Student, v.Teacher, v["mask"]),
    };
}
