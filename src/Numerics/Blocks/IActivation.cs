namespace Athanor.Numerics;

/// <summary>A scalar function between the layers of a network, as a law: written once, run on any width and on any (value, tangent) number.</summary>
public interface IActivation
{
    /// <summary>The name it goes by in files and reports.</summary>
    static abstract string Name { get; }

    /// <summary>f(x).</summary>
    static abstract T Value<T>(T x)
        where T : struct, IReal<T>;

    /// <summary>f′(x), given y = f(x) because many a slope is cheap in y. Its own tangent gives the second derivative.</summary>
    static abstract T Slope<T>(T x, T y)
        where T : struct, IReal<T>;
}
