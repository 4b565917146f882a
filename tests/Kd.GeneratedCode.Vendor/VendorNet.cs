using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Vendor;

/// <summary>A model as a package has it, which knows nothing of Kd.</summary>
public class VendorNet : Module<Tensor, Tensor, Tensor>
{
    protected readonly Linear head = Linear(4, 2);
    private readonly Sequential body = Sequential(Linear(6, 4), ReLU());

    public VendorNet()
        : base(nameof(VendorNet)) => RegisterComponents();

    public override Tensor forward(Tensor values, Tensor mask) => head.call(body.call(values.mul(mask)));
}
