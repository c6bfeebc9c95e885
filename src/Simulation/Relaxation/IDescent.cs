namespace Athanor.Simulation;

/// <summary>A way downhill: moves the coordinates once, after which the landscape is evaluated and it is asked again.</summary>
interface IDescent
{
    void Step(Landscape landscape);
}
