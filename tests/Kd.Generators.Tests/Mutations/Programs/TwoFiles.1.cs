namespace App;

[Student<Large>]
[Train(Epochs = 10)]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);

    public Small() : base("Small") => RegisterComponents();
}
