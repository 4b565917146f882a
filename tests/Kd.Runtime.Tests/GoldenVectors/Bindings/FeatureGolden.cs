using Kd.Adapters;
using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Distillation of features, place by place. References that take several layers add them up.</summary>
internal sealed class FeatureGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["at/repdistiller"] = v => OfLayers(v, new AttentionTransfer(v.Hyper("p")).Forward),
        ["at/repdistiller_p4"] = v => OfLayers(v, new AttentionTransfer(v.Hyper("p")).Forward),
        ["at/torchdistill_paper"] = v => OfLayers(v, new AttentionTransfer(distance: AttentionTransferDistance.SampleNorm).Forward),
        ["at/kdzoo"] = v => OfLayers(v, new AttentionTransfer(v.Hyper("p"), epsilon: v.Hyper("eps")).Forward),
        ["at/kdlib"] = v => OfLayers(v, new AttentionTransfer(map: AttentionTransferMap.Elements).Forward),
        ["nst/repdistiller"] = v => OfLayers(v, new NeuronSelectivityTransfer().Forward),
        ["ab/repdistiller"] = v => OfHalvedLayers(v, new ActivationBoundary(v.Hyper("margin")).Forward).mul(0.003),
        ["ab/repdistiller_connector"] = OfConnectedBoundaries,
        ["ab/kdzoo_mean"] = v => new ActivationBoundary(v.Hyper("margin"), LossReduction.ElementMean).Forward(v.Student, v.Teacher),
        ["cwd/mmrazor"] = v => new ChannelWiseDivergence(v.Hyper("tau")).Forward(v.Student, v.Teacher).mul(v.Hyper("loss_weight")),
        ["pkd_pearson/mmrazor"] = v => new Pkd().Forward(v.Student, v.Teacher),
        ["pkd_pearson/mmrazor_resize"] = v => new Pkd(resizeStudent: true).Forward(v.Student, v.Teacher),
        ["padl2/torchdistill"] = v => new PadL2(v.Teacher.shape, v.Hyper("eps")).Weighted(v.Student, v.Teacher, v["log_variances"]),
        ["vid/repdistiller"] = OfVariances,
        ["ofd/clovaai_sum"] = v => OfMargin(v, "", LossReduction.Sum).Forward(v.Student, v.Teacher, BatchNorm(v, "")),
        ["ofd/mdistiller_full"] = OfConnectedMargins,
        ["ofd/kdzoo"] = v =>
            new Ofd(OfdMargin.Batch, LossReduction.ElementMean).Forward(Connected(v, v.Student, v.Teacher, "ofd.connector."), v.Teacher, null),
    };

    /// <summary>The sum over the layers.</summary>
    internal static Tensor OfLayers(GoldenVector v, Func<Tensor, Tensor, Tensor> loss) =>
        v.Students.Zip(v.Teachers, loss).Aggregate((sum, layer) => sum.add(layer));

    // The last layer counts whole, each before it half as much as the next.
    private static Tensor OfHalvedLayers(GoldenVector v, Func<Tensor, Tensor, Tensor> loss) =>
        v.Students.Zip(v.Teachers, loss).Aggregate((sum, layer) => sum.mul(0.5).add(layer));

    private static Tensor OfConnectedBoundaries(GoldenVector v)
    {
        var loss = new ActivationBoundary(v.Hyper("margin"));
        var layer = 0;
        return OfHalvedLayers(v, (student, teacher) =>
        {
            // The peer has a connector only where shapes differ.
            var kind = student.shape.SequenceEqual(teacher.shape) ? AdapterKind.None : AdapterKind.Connector;
            var adapter = Adapter.Between("ab", kind, loss.Agreement, student.shape, teacher.shape);
            return loss.Forward(v.WithWeights(adapter, $"conn.connectors.{layer++}.", "_map.").call(student), teacher);
        }).mul(0.003);
    }

    private static Tensor OfVariances(GoldenVector v)
    {
        var loss = new Vid(v.Student.shape, v.Teacher.shape, (int)v.Hyper("num_mid_channel"), v.Hyper("init_pred_var"), v.Hyper("eps"));
        v.WithWeights(loss, "vid.regressor.", "_regressor.");
        return v.WithWeights(loss, "vid.log_scale", "_scale").Forward(v.Student, v.Teacher);
    }

    private static Tensor OfConnectedMargins(GoldenVector v)
    {
        var layer = 0;
        return OfHalvedLayers(v, (student, teacher) =>
        {
            var of = $".{layer}";
            var connected = Connected(v, student, teacher, $"connectors.connectors.{layer++}.");
            return OfMargin(v, of, LossReduction.BatchMean).Forward(connected, teacher, BatchNorm(v, of));
        });
    }

    // The margins that the file has are those that we take from the teacher's batch normalisation.
    private static Ofd OfMargin(GoldenVector v, string layer, LossReduction reduction)
    {
        var margin = v["margin" + layer].flatten();
        Fixtures.Tensors.AssertClose("margin", margin, Ofd.OfBatchNorm(BatchNorm(v, layer), margin.unsqueeze(0)), 1e-6, 0);
        return new(reduction: reduction);
    }

    private static nn.Module<Tensor, Tensor> BatchNorm(GoldenVector v, string layer)
    {
        var norm = nn.BatchNorm2d(v["bn_weight" + layer].numel(), dtype: ScalarType.Float64);
        using var constant = no_grad();
        norm.weight!.copy_(v["bn_weight" + layer]);
        norm.bias!.copy_(v["bn_bias" + layer]);
        return norm;
    }

    // Our connector's convolution has a bias, which its batch normalisation takes off again.
    private static Tensor Connected(GoldenVector v, Tensor student, Tensor teacher, string weights)
    {
        var adapter = Adapter.Between("ofd", AdapterKind.Connector, Agreement.Channels, student.shape, teacher.shape);
        v.WithWeights(adapter, weights + "0.", "_map.conv.");
        return v.WithWeights(adapter, weights + "1.", "_map.bn.").call(student);
    }
}
