namespace App;

internal abstract class Net : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    protected Net(int width) : base("Net")
    {
        layers = Sequential(Conv2d(1, width, 3), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(width, 10));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}

[Teacher, Sgd]
internal sealed partial class Wide() : Net(32);

[Teacher, Student<Wide>, Response, Sgd]
internal sealed partial class Middle() : Net(16);

[Student<Middle>, Response, Sgd]
internal sealed partial class Narrow() : Net(8);
