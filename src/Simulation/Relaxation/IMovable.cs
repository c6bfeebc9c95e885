namespace Athanor.Simulation;

/// <summary>Plain coordinates (Å) that forces move: atoms and a cell, the images of a path, a structure on its way to a saddle.</summary>
interface IMovable
{
    int Size { get; }

    /// <summary>By coordinate, eV/Å; of where the coordinates were last evaluated.</summary>
    double[] Forces { get; }

    /// <summary>The largest factor, up to 1, by which a step may be multiplied.</summary>
    double Limit(ReadOnlySpan<double> step);

    void Move(ReadOnlySpan<double> step, double factor);
}

/// <summary>A way to where forces vanish that looks at forces alone: they need not be those of any energy.</summary>
interface IForceDescent
{
    /// <summary>Moves once; it is evaluated then, and this is called again.</summary>
    void Step(IMovable what);
}
