using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A word about all peers of a group, which one of them has.</summary>
public sealed class WordAboutAllTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Each_peer_learns_its_part_at_its_own_rate()
    {
        var duo = _runs.Train(DuoDistiller.Run, new DuoDistiller.Options());
        var after = duo.Result.Peers.Prepend(duo.Result).ToDictionary(result => result.Peer!, result => Weights.Read(result.WeightsFile));

        Assert.InRange(after["Speaker"].DistanceTo(ByHandOf<Speaker, Silent>(duo, 0.5)), 0, ByHand.Rounding);
        Assert.InRange(after["Silent"].DistanceTo(ByHandOf<Silent, Speaker>(duo, 0.25)), 0, ByHand.Rounding);
        Assert.All(after, peer => Assert.True(peer.Value.DistanceTo(duo.Learning.Single(call => call.Model.GetType().Name == peer.Key).Weights) > 1e-3));
    }

    // Zhang et al.: the cross-entropy with the labels, and the divergence from the other, which is a constant.
    private static Weights ByHandOf<TPeer, TOther>(Trained run, double learningRate)
        where TPeer : DigitsModel, new()
        where TOther : DigitsModel, new()
    {
        using var scope = NewDisposeScope();
        var samples = ByHand.Samples();
        var (peer, other) = (ByHand.Model<TPeer>(run.Calls<TPeer>()[0].Weights), ByHand.Model<TOther>(run.Calls<TOther>()[0].Weights));
        var logits = peer.call(samples.Images);
        var total = new TaskLoss().Forward(logits, samples.Labels) + new Response(temperature: 1).Forward(logits, other.call(samples.Images).detach());
        return ByHand.Descended(peer, total, learningRate);
    }
}
