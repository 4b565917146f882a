namespace App;

[Student, Byot(LabelWeight = 0.8), Dks, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Sequential shallow = Sequential(Conv2d(1, 8, 3), ReLU());
    [ExitFeature] private readonly Sequential bottleneck = Sequential(Conv2d(8, 16, 3), ReLU());
    [Exit] private readonly Sequential exit = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 10));
    [ExitFeature] private readonly Sequential deep = Sequential(Conv2d(8, 16, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var maps = shallow.call(images);
        exit.call(bottleneck.call(maps));
        return head.call(deep.call(maps));
    }
}
