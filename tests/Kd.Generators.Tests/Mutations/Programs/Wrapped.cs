namespace App
{
    [Response(Temperature = 3D), Sgd(LearningRate = .1)]
    [Student<Large>]
    internal partial class Small : global::TorchSharp.torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly Linear layer;

        internal Small(string name = nameof(Small), bool deep = default) : base(name)
        {
            layer = deep ? Linear(64, 10, hasBias: false) : Linear(64, 10);
            RegisterComponents();
        }

        public override torch.Tensor forward(torch.Tensor Images) => layer.call(Images.flatten(1));
    }
}
