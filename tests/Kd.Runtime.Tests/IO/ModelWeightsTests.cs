using Kd.IO;
using Kd.Tests.Fixtures;
using TorchSharp.Modules;

namespace Kd.Tests.IO;

public sealed class ModelWeightsTests : ScopedTest
{
    [Fact]
    public void Parameters_and_buffers_come_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using var saved = Model();
        using var loaded = Model();
        saved.call(randn(8, 3)); // moves the statistics of the batch normalisation
        Assert.NotEqual(Tensors.Bytes(saved), Tensors.Bytes(loaded));

        ModelWeights.Save(saved, folder["weights"]);
        ModelWeights.Load(loaded, folder["weights"]);

        Assert.Equal(Tensors.Bytes(saved), Tensors.Bytes(loaded));
        Assert.All(loaded.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
    }

    [Fact]
    public void A_file_of_another_model_is_refused_with_all_that_does_not_fit_and_nothing_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using var model = Model();
        var weights = model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().add(1));
        weights.Remove("first.weight");
        weights.Remove("norm.running_var");
        weights["norm.bias"] = zeros(5);
        weights["third.weight"] = zeros(1);
        SafeTensors.Write(folder["weights"], weights);
        var before = Tensors.Bytes(model);

        var refusal = Assert.Throws<InvalidDataException>(() => ModelWeights.Load(model, folder["weights"]));

        Assert.All(
            [folder["weights"], "first.weight is missing", "norm.running_var is missing", "norm.bias is (5) where (4) is wanted", "third.weight is unexpected"],
            part => Assert.Contains(part, refusal.Message));
        Assert.Equal(before, Tensors.Bytes(model));
    }

    [Fact]
    public void A_damaged_file_is_refused_and_nothing_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using var model = Model();
        using var other = Model();
        ModelWeights.Save(other, folder["weights"]);
        var whole = File.ReadAllBytes(folder["weights"]);
        File.WriteAllBytes(folder["weights"], whole[..^1]);
        var before = Tensors.Bytes(model);

        Assert.Throws<InvalidDataException>(() => ModelWeights.Load(model, folder["weights"]));

        Assert.Equal(before, Tensors.Bytes(model));
    }

    private static Sequential Model() =>
        nn.Sequential(("first", nn.Linear(3, 4)), ("norm", nn.BatchNorm1d(4)), ("second", nn.Linear(4, 2)));
}
