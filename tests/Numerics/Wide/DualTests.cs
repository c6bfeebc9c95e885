namespace Athanor.Numerics.Tests;

public sealed class DualTests
{
    public static TheoryData<string> Smooth =>
        ["add", "subtract", "multiply", "divide", "negate", "add constant", "subtract constant", "subtract from constant", "scale", "scale from left",
         "fma", "fnma", "fmas", "inverse", "sqrt", "abs", "min", "max", "round", "floor", "exp", "log", "sin", "cos", "tanh", "less", "and", "or"];

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Tangents_are_central_differences(string name)
    {
        var wide = Operations<F64x1>.All.Single(o => o.Name == name).Apply;
        var dual = Operations<Dual<F64x1>>.All.Single(o => o.Name == name).Apply;
        var random = new Random(4);
        const double h = 1e-5;
        for (var i = 0; i < 50; i++)
        {
            double a = 0.3 + random.NextDouble(), b = 1.4 + random.NextDouble(), c = 3 + random.NextDouble();
            double da = random.NextDouble() - 0.5, db = random.NextDouble() - 0.5, dc = random.NextDouble() - 0.5;
            if (name is "round" or "floor" && Math.Abs(2 * a - Math.Round(2 * a)) < 1e-3)
                continue;
            double At(double s) => wide(new(a + s * da), new(b + s * db), new(c + s * dc)).V;
            var y = dual(new(new(a), new(da)), new(new(b), new(db)), new(new(c), new(dc)));
            Assert.Equal(At(0), y.Value.V, 1e-15);
            Assert.Equal((At(h) - At(-h)) / (2 * h), y.Tangent.V, 1e-8);
        }
    }
}
