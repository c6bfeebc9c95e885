using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>What gives the images of a path their energies and forces.</summary>
interface IImageForces : IDisposable
{
    /// <param name="images">Both ends among them.</param>
    /// <param name="which">Those that are asked for.</param>
    /// <param name="into">One for each image.</param>
    void Evaluate(IReadOnlyList<Structure> images, IReadOnlyList<int> which, IReadOnlyList<Prediction> into);
}
