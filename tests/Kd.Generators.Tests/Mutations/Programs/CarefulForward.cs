namespace App;

internal sealed class Mixer : Module<Tensor, Tensor>
{
    private static readonly Scalar half = 0.5;
    private static readonly ReLU activation = ReLU();
    private readonly Linear keys = Linear(8, 8), values = Linear(8, 8);
    private readonly Parameter scale = Parameter(ones(1));
    private Linear? late;

    public Mixer() : base("Mixer")
    {
        init.zeros_(keys.bias!);
        using (no_grad())
        {
            init.ones_(scale);
        }

        using var start = init.normal_(empty(8), std: 0.1);
        scale.add_(start.mean(), half);
        register_buffer("mean", zeros(8), persistent: true);
        RegisterComponents();
    }

    private Linear Values => values;

    private Linear Late => late ??= Linear(8, 8);

    public override Tensor forward(Tensor x)
    {
        Values.eval();
        var weights = keys.call(x).softmax(1);
        var dropped = functional.dropout(weights, 0.1, training: training);
        return Late.call(activation.call(Values.call(x).mul(dropped).mul(scale)));
    }

    public override void train(bool on = true)
    {
        base.train(on);
        values.eval();
    }
}

[Teacher(Weights = "large.safetensors")]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    [Hint("early")] private readonly Conv2d stem = Conv2d(1, 8, 3);
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(stem.call(images)).detach();
}

[Student<Wide>, Response, TaskLoss, Train(Epochs = 20), Sgd(Momentum = 0.9, Nesterov = true), EarlyStopping(Patience = 5)]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("early", WarmUpEpochs = 5, WarmUp = WarmUpShape.Sigmoid)] private readonly Conv2d stem = Conv2d(1, 8, 3);
    private readonly Sequential pool = Sequential(AdaptiveAvgPool2d(1), Flatten());
    private readonly Mixer mixer = new();
    private readonly Linear head = Linear(8, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var maps = stem.call(images);
        var x = pool.call(maps.relu()).relu_();
        using (no_grad())
        {
            x = x.mul(maps.detach().mean());
        }

        return head.call(mixer.call(x).mm(eye(8)));
    }
}
