using Kd.IO;
using Kd.Losses;
using TorchSharp;

namespace Kd.GeneratedCode.Tests;

/// <summary>OKDDip's word, from attribute to run.</summary>
public sealed class PeersTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly Watch _watch = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _watch.Dispose();
        _runs.Dispose();
    }

    [Fact]
    public void Branches_features_and_leader_are_given_in_the_order_of_the_word()
    {
        // A step too small to change a weight, so that the projections that are left are those of the loss.
        PeersStudentFirstDistiller.Run(new() { Output = _runs.Folder("student"), Reporter = new Quiet(), SgdLearningRate = 1e-30 });

        torch.Tensor[] given = [.. _watch.Places, _watch.Logits];
        var loss = new DiversePeers([.. given.Select(tensor => tensor.shape)], temperature: 0.1, peerWeight: 1000, factor: 2);
        var parts = SafeTensors.Read(Path.Combine(_runs.Folder("student"), "parts.safetensors"));
        using (torch.no_grad())
        {
            foreach (var (name, parameter) in loss.named_parameters())
            {
                parameter.copy_(parts["peers." + name]);
            }
        }

        var found = _runs.Losses()["peers"];
        Assert.Equal(loss.Forward(given, _watch.Labels).ToDouble(), found, 1e-4);

        // With the features of one branch taken for the other's, it is another.
        Assert.NotEqual(loss.Forward([given[0], given[1], given[3], given[2], given[4]], _watch.Labels).ToDouble(), found, 1e-2);
    }
}
