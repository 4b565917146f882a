namespace App;

[LossClass(typeof(Noisy))]
internal sealed class NoisyAttribute : TaskLossAttribute;

internal sealed class Noisy : Loss
{
    public Tensor Forward(Tensor student, Tensor labels) => functional.dropout(student, 0.1).sub(labels.unsqueeze(1)).abs().mean();
}

[Student<Wide>, Noisy, Sgd]
internal sealed partial class Tiny : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Tiny() : base("Tiny") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1)).softmax(1);
}

internal sealed class Mixer : Module<Tensor, Tensor>
{
    private static readonly Scalar half = 0.5;
    private static readonly ReLU activation = ReLU();
    private readonly Linear keys = Linear(8, 8), values = Linear(8, 8);
    private readonly Parameter scale = Parameter(ones(1));
    private readonly Parameter mean;
    private Linear? late;

    public Mixer() : base("Mixer")
    {
        init.zeros_(keys.bias!);
        using (no_grad())
        {
            init.ones_(scale);
        }

        using var start = init.normal_(empty(8), std: 0.1);
        mean = Parameter(start);
        scale.add_(start.mean(), half);
        register_buffer("middle", zeros(8), persistent: true);
        RegisterComponents();
    }

    private Linear Values => values;

    private Linear Late => late ??= Linear(8, 8);

    public override Tensor forward(Tensor x)
    {
        Values.eval();
        var weights = keys.call(x).softmax(1);
        using var dropped = functional.dropout(weights, 0.1, training: training).add(functional.alpha_dropout(weights));
        return Late.call(activation.call(Values.call(x).mul(dropped).mul(scale).add(mean)));
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
    private readonly Tensor average;

    public Small() : base("Small")
    {
        using (NewDisposeScope())
        {
            average = rand(8).add(1).MoveToOuterDisposeScope();
        }

        average = zeros(8);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var maps = stem.call(images);
        var x = pool.call(maps.relu()).relu_();
        using (no_grad())
        {
            x = x.mul(maps.detach().mean()).add(average);
        }

        return head.call(mixer.call(x).mm(eye(8)));
    }
}
