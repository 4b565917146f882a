using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Vendor;

/// <summary>A model as a package has it, which knows nothing of Kd.</summary>
public class VendorNet : Module<Tensor, Tensor>
{
    protected readonly Linear head = Linear(4, 2);
    private readonly Sequential body = Sequential(Linear(6, 4), ReLU());

    public VendorNet()
        : base(nameof(VendorNet)) => RegisterComponents();

    public override Tensor forward(Tensor values) => head.call(body.call(values));
}
