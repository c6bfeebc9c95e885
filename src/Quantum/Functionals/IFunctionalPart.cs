namespace Athanor.Quantum;

/// <summary>One term of a functional: an energy a volume that depends on densities, and perhaps their gradients, at the same point.</summary>
internal interface IFunctionalPart
{
    /// <summary>Whether it depends on gradients.</summary>
    bool Gradients { get; }

    /// <summary>Adds <paramref name="share"/> times energy and derivatives at every point. Adds nothing where densities are below <see cref="PointDensities.Least"/>; never gives NaN for densities ≥ 0, one of them zero included.</summary>
    void Add(double share, PointDensities at);
}
