namespace App;

[Teacher(Weights = "vendor.safetensors")]
[Hint("late", Path = "body.1"), Hint("scores", Path = "head")]
internal sealed partial class Bought : Vendor.VendorNet;

[Student<Bought>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("late"), Pkt("scores")] private readonly Linear head = Linear(64, 2);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(images.flatten(1));
}
