using Kd.Tests.Fixtures;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>What a frozen model's blocks leave to the scope of the step dies with the block, unless somebody holds it.</summary>
public sealed class BlockScopesTests : ScopedTest
{
    private readonly Tensor _input = randn(2, 4);

    [Fact]
    public void What_a_block_computes_on_the_way_does_not_outlive_it()
    {
        using var model = new Chain([.. Enumerable.Range(0, 8).Select(_ => new Block())]);
        var (expected, all) = Count(model);

        _ = new BlockScopes(model);
        var (first, afterFirst) = Count(model);
        var (second, afterSecond) = Count(model);

        // The blocks' results live as long as the model's forward pass: they are its own.
        Assert.Equal((8 * Block.Left) + 8, all);
        Assert.Equal((8, 8), (afterFirst, afterSecond));
        Assert.Equal(Bytes(expected), Bytes(first));
        Assert.Equal(Bytes(expected), Bytes(second));
    }

    [Fact]
    public void What_a_block_keeps_in_a_field_is_there_for_the_next()
    {
        using var model = new Chain(new Keeping(), new Block());
        var (expected, all) = Count(model);

        _ = new BlockScopes(model);
        for (var i = 0; i < 3; i++)
        {
            var (result, left) = Count(model);

            Assert.Equal(Bytes(expected), Bytes(result));
            Assert.Equal(all, left);
        }
    }

    [Fact]
    public void What_a_block_keeps_at_its_second_call_alone_is_there_for_the_next()
    {
        var keeping = new Keeping { FromCall = 2 };
        using var model = new Chain(keeping, keeping);
        var (expected, all) = Count(model);

        _ = new BlockScopes(model);
        for (var i = 0; i < 3; i++)
        {
            keeping.Calls = 0;
            var (result, left) = Count(model);

            Assert.Equal(Bytes(expected), Bytes(result));
            Assert.InRange(left, all - 1, all);
        }
    }

    [Fact]
    public void A_block_that_leaves_nothing_gets_no_scope_after_the_first_run()
    {
        var block = new Releasing();
        using var model = new Chain(block);
        _ = new BlockScopes(model);
        Count(model);
        var (_, released) = Count(model);

        block.IsLeaving = true;
        var (_, left) = Count(model);

        Assert.Equal((1, 2), (released, left));
    }

    [Fact]
    public void A_tuple_of_results_leaves_its_block()
    {
        using var model = new Halves();
        var (expected, all) = Count(model);

        _ = new BlockScopes(model);
        Count(model);
        var (result, left) = Count(model);

        Assert.Equal(Bytes(expected), Bytes(result));
        Assert.Equal(all - 1, left);
    }

    [Fact]
    public void A_tap_within_a_block_catches_what_outlives_it()
    {
        var block = new Block();
        using var model = new Chain(block, new Block());
        _ = new BlockScopes(model);
        using var tap = Tap.Output(block.Inner, "Chain.inner");

        for (var i = 0; i < 2; i++)
        {
            Count(model);
            using var none = no_grad();
            Assert.Equal(Bytes(block.Inner.call(_input)), Bytes(tap.Take()));
        }
    }

    [Fact]
    public void A_model_that_is_left_at_a_tap_leaves_no_scopes_open()
    {
        var block = new Block();
        using var model = new Chain(block, new Block());
        _ = new BlockScopes(model);
        using var tap = Tap.Output(block.Inner, "Chain.inner");
        for (var i = 0; i < 3; i++)
        {
            using (no_grad())
            {
                using var scope = NewDisposeScope();
                Tap.RunTo(() => model.call(_input), tap);
                var caught = tap.Take();

                Assert.Equal([2, 4], caught.shape);
                Assert.Equal(0, BlockScopes.Depth);
                Assert.True(scope.Contains(zeros(1)));
            }
        }
    }

    [Fact]
    public void An_exception_leaves_no_scopes_open_behind_the_run()
    {
        using var outer = NewDisposeScope();
        using (no_grad())
        {
            var model = new Chain(new Failing());
            _ = new BlockScopes(model);
            Assert.Throws<InvalidOperationException>(() =>
            {
                using var scope = NewDisposeScope();
                model.call(_input);
            });
            BlockScopes.CloseTo(0);
        }

        Assert.True(outer.Contains(zeros(1)));
    }

    [Fact]
    public void With_gradients_nothing_is_released()
    {
        using var model = new Chain(new Block());
        _ = new BlockScopes(model);
        using var scope = NewDisposeScope();

        model.call(_input).sum().backward();

        Assert.True(scope.DisposablesCount > Block.Left);
    }

    /// <summary>Runs a model without gradients: its result, and how many tensors it left.</summary>
    private (Tensor Result, int Left) Count(Module<Tensor, Tensor> model)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var result = model.call(_input);
        var left = scope.DisposablesCount;
        return (scope.MoveToOuter(result), left);
    }

    private static byte[] Bytes(Tensor tensor) => tensor.bytes.ToArray();

    private class Block : Module<Tensor, Tensor>
    {
        public const int Left = 2;

        public Block()
            : base(nameof(Block))
        {
            Inner = Linear(4, 4);
            register_module("inner", Inner);
        }

        public Module<Tensor, Tensor> Inner { get; }

        public override Tensor forward(Tensor input) => Inner.call(input).relu().sin();
    }

    private sealed class Keeping : Module<Tensor, Tensor>
    {
        private readonly List<Tensor> _kept = [];

        public Keeping()
            : base(nameof(Keeping))
        {
        }

        public int FromCall { get; init; }

        public int Calls { get; set; }

        public Tensor Last => _kept[0];

        public override Tensor forward(Tensor input)
        {
            var before = input.cos();
            if (++Calls >= FromCall)
            {
                _kept.Clear();
                _kept.Add(before);
            }

            return before.exp();
        }
    }

    private sealed class Releasing : Module<Tensor, Tensor>
    {
        public Releasing()
            : base(nameof(Releasing))
        {
        }

        public bool IsLeaving { get; set; }

        public override Tensor forward(Tensor input)
        {
            var before = input.cos();
            var result = before.exp();
            if (!IsLeaving)
            {
                before.Dispose();
            }

            return result;
        }
    }

    private sealed class Failing : Module<Tensor, Tensor>
    {
        public Failing()
            : base(nameof(Failing))
        {
        }

        public override Tensor forward(Tensor input) => throw new InvalidOperationException();
    }

    private sealed class Half : Module<Tensor, (Tensor, Tensor)>
    {
        public Half()
            : base(nameof(Half))
        {
        }

        public override (Tensor, Tensor) forward(Tensor input)
        {
            var sin = input.sin();
            return (sin.exp(), input);
        }
    }

    private sealed class Halves : Module<Tensor, Tensor>
    {
        private readonly Half _half = new();

        public Halves()
            : base(nameof(Halves)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var (first, second) = _half.call(input);
            return cat([first, second], 1);
        }
    }

    private sealed class Chain : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor>[] _blocks;

        public Chain(params Module<Tensor, Tensor>[] blocks)
            : base(nameof(Chain))
        {
            _blocks = blocks;
            foreach (var (block, i) in blocks.Distinct().Select((block, i) => (block, i)))
            {
                register_module($"block{i}", block);
            }
        }

        public override Tensor forward(Tensor input)
        {
            var result = input;
            foreach (var block in _blocks)
            {
                result = block.call(result);
            }

            return _blocks[0] is Keeping keeping ? result.add(keeping.Last) : result;
        }
    }
}
