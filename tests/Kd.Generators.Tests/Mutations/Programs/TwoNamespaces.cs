namespace App
{
    namespace One
    {
        [Student<Large>, Response, Sgd]
        internal sealed partial class Small() : Module<Tensor, Tensor>("Small")
        {
            public override Tensor forward(Tensor images) => images.flatten(1);
        }
    }
}

namespace App.Two
{
    [Student<Large>, Response, Sgd]
    internal sealed partial class Tiny() : Module<Tensor, Tensor>("Tiny")
    {
        public override Tensor forward(Tensor images) => images.flatten(1);
    }
}
