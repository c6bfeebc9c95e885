using Athanor.Numerics;

namespace Athanor.Testing;

/// <summary>
/// Takes any block through: wide against one lane, and each face against the one it is the derivative of. A test calls it for every block it lists.
/// </summary>
public static class BlockHarness
{
    const int Rows = 5, Tangents = 2;

    /// <summary>All faces of a double block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="away">Inputs are kept this far from zero, where a kinked block has no derivative.</param>
    /// <exception cref="BlockFaultException">Two faces do not agree.</exception>
    public static void CheckDerivatives(IBlock<double> block, double away = 0)
    {
        var s = new Sample(block, away);
        PullAgainstDifferences(block, s);
        PushAgainstPull(block, s);
        PullPushAgainstDifferences(block, s);
    }

    /// <summary>Every face, at every width, has the bits of one lane.</summary>
    /// <exception cref="BlockFaultException">A width differs.</exception>
    public static void CheckWidths(IBlock<float> single, IBlock<double> @double)
    {
        var s = Faces<F32x1, float>(single, x => (float)x);
        Same(s, Faces<F32x4, float>(single, x => (float)x), nameof(F32x4));
        Same(s, Faces<F32x8, float>(single, x => (float)x), nameof(F32x8));
        Same(s, Faces<F32x16, float>(single, x => (float)x), nameof(F32x16));
        var d = Faces<F64x1, double>(@double, x => x);
        Same(d, Faces<F64x2, double>(@double, x => x), nameof(F64x2));
        Same(d, Faces<F64x4, double>(@double, x => x), nameof(F64x4));
        Same(d, Faces<F64x8, double>(@double, x => x), nameof(F64x8));
    }

    static void PullAgainstDifferences(IBlock<double> block, Sample s)
    {
        var (xBar, thetaBar) = Pull(block, s.Theta, s.X, s.YBar);
        const double h = 1e-5;
        // One random direction in x and θ together, several times over.
        for (var seed = 100; seed < 105; seed++)
        {
            double[] dx = Random(s.X.Length, seed), dTheta = Random(s.Theta.Length, seed + 50);
            double[] up = Value(block, Step(s.Theta, h, dTheta), Step(s.X, h, dx)), down = Value(block, Step(s.Theta, -h, dTheta), Step(s.X, -h, dx));
            var difference = Dot(up, s.YBar) - Dot(down, s.YBar);
            var exact = Dot(xBar, dx) + Dot(thetaBar, dTheta);
            Near(exact, difference / (2 * h), 1e-7, "Pull against differences of Value");
        }
    }

    static void PushAgainstPull(IBlock<double> block, Sample s)
    {
        var yDot = Push(block, s);
        var (xBar, thetaBar) = Pull(block, s.Theta, s.X, s.YBar);
        for (var t = 0; t < Tangents; t++)
        {
            var left = Dot(Part(yDot, t, Tangents), s.YBar);
            var right = Dot(Part(s.XDot, t, Tangents), xBar) + Dot(Part(s.ThetaDot, t, Tangents), thetaBar);
            Near(left, right, 1e-12, "<Push, ȳ> against <ẋ, Pull>");
        }
        // An empty θ̇ is a zero one.
        var y = Value(block, s.Theta, s.X);
        double[] without = new double[yDot.Length], zero = new double[yDot.Length];
        block.Push<F64x1>(Rows, Tangents, s.Theta, default, s.X, y, s.XDot, without);
        block.Push<F64x1>(Rows, Tangents, s.Theta, new double[s.ThetaDot.Length], s.X, y, s.XDot, zero);
        for (var i = 0; i < zero.Length; i++)
            Near(without[i], zero[i], 1e-14, "an empty θ̇ against a zero one");
    }

    static void PullPushAgainstDifferences(IBlock<double> block, Sample s)
    {
        var y = Value(block, s.Theta, s.X);
        var yDot = Push(block, s);
        double[] xBarDot = new double[s.XDot.Length], thetaBarDot = new double[s.ThetaDot.Length];
        Array.Fill(thetaBarDot, 0.25);
        block.PullPush<F64x1>(Rows, Tangents, s.Theta, s.ThetaDot, s.X, y, s.YBar, s.XDot, yDot, s.YBarDot, xBarDot, thetaBarDot);
        const double h = 1e-5;
        for (var t = 0; t < Tangents; t++)
        {
            double[] dx = Part(s.XDot, t, Tangents), dTheta = Part(s.ThetaDot, t, Tangents), dBar = Part(s.YBarDot, t, Tangents);
            var up = Pull(block, Step(s.Theta, h, dTheta), Step(s.X, h, dx), Step(s.YBar, h, dBar));
            var down = Pull(block, Step(s.Theta, -h, dTheta), Step(s.X, -h, dx), Step(s.YBar, -h, dBar));
            var gotX = Part(xBarDot, t, Tangents);
            for (var i = 0; i < gotX.Length; i++)
                Near(gotX[i], (up.X[i] - down.X[i]) / (2 * h), 1e-7, "PullPush x̄̇ against differences of Pull");
            var gotTheta = Part(thetaBarDot, t, Tangents);
            for (var i = 0; i < gotTheta.Length; i++)
                Near(gotTheta[i], 0.25 + (up.Theta[i] - down.Theta[i]) / (2 * h), 1e-7, "PullPush θ̄̇ against differences of Pull");
        }
    }

    static string[] Faces<T, TScalar>(IBlock<TScalar> block, Func<double, TScalar> narrow)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        const int rows = 13, tangents = 2;
        int seed = 7;
        TScalar[] Make(int n) => [.. Random(n, seed++).Select(narrow)];
        TScalar[] theta = Make(block.Parameters), thetaDot = Make(tangents * block.Parameters), x = Make(rows * block.Inputs), xDot = Make(tangents * x.Length);
        TScalar[] yBar = Make(rows * block.Outputs), yBarDot = Make(tangents * yBar.Length);
        TScalar[] y = new TScalar[yBar.Length], xBar = new TScalar[x.Length], thetaBar = new TScalar[theta.Length], yDot = new TScalar[yBarDot.Length];
        TScalar[] xBarDot = new TScalar[xDot.Length], thetaBarDot = new TScalar[thetaDot.Length];
        block.Value<T>(rows, theta, x, y);
        block.Pull<T>(rows, theta, x, y, yBar, xBar, thetaBar);
        block.Push<T>(rows, tangents, theta, thetaDot, x, y, xDot, yDot);
        block.PullPush<T>(rows, tangents, theta, thetaDot, x, y, yBar, xDot, yDot, yBarDot, xBarDot, thetaBarDot);
        return [.. new[] { y, xBar, thetaBar, yDot, xBarDot, thetaBarDot }.SelectMany(p => p.Select(v => v is float f ? f.ToString("R") : $"{v:R}"))];
    }

    static double[] Value(IBlock<double> block, double[] theta, double[] x)
    {
        var y = new double[Rows * block.Outputs];
        block.Value<F64x1>(Rows, theta, x, y);
        return y;
    }

    static (double[] X, double[] Theta) Pull(IBlock<double> block, double[] theta, double[] x, double[] yBar)
    {
        double[] xBar = new double[x.Length], thetaBar = new double[theta.Length];
        Array.Fill(xBar, double.NaN);
        block.Pull<F64x1>(Rows, theta, x, Value(block, theta, x), yBar, xBar, thetaBar);
        return (xBar, thetaBar);
    }

    static double[] Push(IBlock<double> block, Sample s)
    {
        var yDot = new double[Tangents * Rows * block.Outputs];
        block.Push<F64x1>(Rows, Tangents, s.Theta, s.ThetaDot, s.X, Value(block, s.Theta, s.X), s.XDot, yDot);
        return yDot;
    }

    static void Near(double got, double expected, double tolerance, string what) =>
        Demand(Math.Abs(got - expected) <= tolerance * (1 + Math.Abs(expected)), $"{what}: {got} and {expected}");

    static void Same(string[] expected, string[] got, string width)
    {
        for (var i = 0; i < expected.Length; i++)
            Demand(expected[i] == got[i], $"{width}, entry {i} of all faces: {got[i]}, one lane {expected[i]}");
    }

    static void Demand(bool holds, string what)
    {
        if (!holds)
            throw new BlockFaultException(what);
    }

    static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();

    static double[] Step(double[] a, double h, double[] d) => [.. a.Zip(d, (p, q) => p + h * q)];

    static double[] Part(double[] a, int index, int parts) => a[(index * a.Length / parts)..((index + 1) * a.Length / parts)];

    sealed class Sample
    {
        public readonly double[] Theta, ThetaDot, X, XDot, YBar, YBarDot;

        public Sample(IBlock<double> block, double away)
        {
            int n = Rows * block.Inputs, m = Rows * block.Outputs;
            Theta = Random(block.Parameters, 1);
            ThetaDot = Random(Tangents * block.Parameters, 2);
            X = [.. Random(n, 3).Select(x => x + Math.CopySign(away, x))];
            XDot = Random(Tangents * n, 4);
            YBar = Random(m, 5);
            YBarDot = Random(Tangents * m, 6);
        }
    }
}

/// <summary>Two faces of a block do not agree.</summary>
public sealed class BlockFaultException(string message) : Exception(message);
