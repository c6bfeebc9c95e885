namespace Athanor.Numerics.Tests;

/// <summary>A chain seen as one block, so that the harness can take it through; it does each pass from the start.</summary>
sealed class ChainBlock<TScalar>(Chain<TScalar> chain) : IBlock<TScalar>
    where TScalar : unmanaged
{
    public int Inputs => chain.Inputs;

    public int Outputs => chain.Outputs;

    public int Parameters => chain.Parameters;

    public void Value<T>(int rows, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> x, Span<TScalar> y)
        where T : struct, IWide<T, TScalar>
    {
        using var pass = Start<T>(rows, theta, x);
        pass.Y.CopyTo(y);
    }

    public void Pull<T>(
        int rows, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> x, ReadOnlySpan<TScalar> y, ReadOnlySpan<TScalar> yBar, Span<TScalar> xBar, Span<TScalar> thetaBar)
        where T : struct, IWide<T, TScalar>
    {
        using var pass = Start<T>(rows, theta, x);
        yBar.CopyTo(pass.YBar);
        pass.Pull<T>(theta, thetaBar);
        pass.XBar.CopyTo(xBar);
    }

    public void Push<T>(
        int rows, int tangents, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> thetaDot, ReadOnlySpan<TScalar> x, ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> xDot, Span<TScalar> yDot)
        where T : struct, IWide<T, TScalar>
    {
        for (var t = 0; t < tangents; t++)
        {
            using var pass = Start<T>(rows, theta, x);
            Part(xDot, t, tangents).CopyTo(pass.XDot);
            pass.Push<T>(theta, Part(thetaDot, t, tangents));
            pass.YDot.CopyTo(yDot.Slice(t * yDot.Length / tangents, yDot.Length / tangents));
        }
    }

    public void PullPush<T>(
        int rows, int tangents, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> thetaDot, ReadOnlySpan<TScalar> x, ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> yBar, ReadOnlySpan<TScalar> xDot, ReadOnlySpan<TScalar> yDot, ReadOnlySpan<TScalar> yBarDot, Span<TScalar> xBarDot, Span<TScalar> thetaBarDot)
        where T : struct, IWide<T, TScalar>
    {
        for (var t = 0; t < tangents; t++)
        {
            using var pass = Start<T>(rows, theta, x);
            yBar.CopyTo(pass.YBar);
            pass.Pull<T>(theta, default);
            Part(xDot, t, tangents).CopyTo(pass.XDot);
            pass.Push<T>(theta, Part(thetaDot, t, tangents));
            Part(yBarDot, t, tangents).CopyTo(pass.YBarDot);
            pass.PullPush<T>(theta, Part(thetaDot, t, tangents), thetaBarDot.Slice(t * Parameters, Parameters));
            pass.XBarDot.CopyTo(xBarDot.Slice(t * xBarDot.Length / tangents, xBarDot.Length / tangents));
        }
    }

    ChainPass<TScalar> Start<T>(int rows, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> x)
        where T : struct, IWide<T, TScalar>
    {
        var pass = chain.CreatePass(rows, 1);
        pass.Begin(rows, 1);
        x.CopyTo(pass.X);
        pass.Value<T>(theta);
        return pass;
    }

    static ReadOnlySpan<TScalar> Part(ReadOnlySpan<TScalar> a, int index, int parts) => a.Slice(index * (a.Length / parts), a.Length / parts);
}
