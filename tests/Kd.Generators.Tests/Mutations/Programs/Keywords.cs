namespace @namespace.@event;

[Teacher, Sgd]
internal sealed partial class @class : Module<Tensor, Tensor>
{
    [Hint("default")] private readonly Linear @default = Linear(64, 10);

    public @class() : base("class") => RegisterComponents();

    public override Tensor forward(Tensor images) => @default.call(images.flatten(1));
}

[Student<@class>, Response(Name = "checked"), Sgd]
internal sealed partial class @struct : Module<Tensor, Tensor>
{
    [Guided("default")] private readonly Linear @this = Linear(64, 10);

    public @struct() : base("struct") => RegisterComponents();

    public override Tensor forward(Tensor images) => @this.call(images.flatten(1));
}
