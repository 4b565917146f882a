using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>The base of the tests' models: what a run does with them is watched.</summary>
internal abstract class DigitsModel(string name) : Module<Tensor, Tensor>(name)
{
    public override Tensor forward(Tensor images)
    {
        Watch.See(this);
        return Answer(images);
    }

    protected abstract Tensor Answer(Tensor images);
}
