using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>
/// A student of branches and their leader, whose first stage leaves the projections by which a branch chooses its peers. It is so cold that
/// the choice counts before anything is learned.
/// </summary>
[Student, Stage("first"), Stage("second")]
[DiversePeers("branch1", "branch2", "feature1", "feature2", "logits", Temperature = 0.1, PeerWeight = 1000, Factor = 2, Name = "peers")]
[Train(Epochs = 1, BatchSize = 1000, Seed = 2, Keep = Keep.Last), Sgd(LearningRate = 0.05)]
public sealed partial class PeersStudent : Module<Tensor, Tensor, Tensor>
{
    [Place("feature1")] private readonly Linear first = Linear(6, 8, hasBias: false);
    [Place("feature2")] private readonly Linear second = Linear(6, 8, hasBias: false);
    [Place("branch1")] private readonly Linear firstHead = Linear(8, 2, hasBias: false);
    [Place("branch2")] private readonly Linear secondHead = Linear(8, 2, hasBias: false);
    private readonly Linear leader = Linear(6, 2, hasBias: false);

    /// <summary>Makes the student.</summary>
    public PeersStudent()
        : base(nameof(PeersStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        var input = values.mul(mask);
        var (feature1, feature2) = (first.call(input), second.call(input));
        return Watch.Step(this, leader.call(input), values, mask, firstHead.call(feature1), secondHead.call(feature2), feature1, feature2);
    }
}
