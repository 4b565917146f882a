using Kd.IO;
using Kd.Losses;
using TorchSharp;

namespace Kd.GeneratedCode.Tests;

/// <summary>OKDDip's word, from attribute to run.</summary>
public sealed class BranchedTests : IDisposable
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
        Run(o => o with { RecordingLearningRate = 1e-30 });

        torch.Tensor[] given = [.. _watch.Places, _watch.Logits];
        var loss = new DiversePeers([.. given.Select(tensor => tensor.shape)], factor: 2);
        var parts = SafeTensors.Read(Path.Combine(_runs.Folder("student"), "parts.safetensors"));
        using (torch.no_grad())
        {
            foreach (var (name, parameter) in loss.named_parameters())
            {
                parameter.copy_(parts["peers." + name]);
            }
        }

        Assert.Equal(loss.Forward(given, _watch.Labels).ToDouble(), _runs.Losses()["peers"], 1e-5);
    }

    [Fact]
    public void Branches_leader_and_projections_learn()
    {
        Recording.Changed.Clear();

        Run();

        Assert.Equal(["2x6", "2x8", "4x8", "8x6"], Recording.Changed.Order(StringComparer.Ordinal));
    }

    private void Run(Func<BranchedStudentFirstDistiller.Options, BranchedStudentFirstDistiller.Options>? change = null)
    {
        var options = new BranchedStudentFirstDistiller.Options { Output = _runs.Folder("student"), Reporter = new Quiet() };
        BranchedStudentFirstDistiller.Run(change?.Invoke(options) ?? options);
    }
}
