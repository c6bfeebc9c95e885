using Athanor.Campaigns;
using Athanor.Reports;
using Microsoft.AspNetCore.Http;

namespace Athanor.App.Studio;

/// <summary>What can be asked for under <c>/api/</c>.</summary>
sealed class StudioRoutes
{
    const string Walkers = "/api/walkers/";

    readonly CourseView _view;
    readonly Dictionary<(string Method, string Path), Func<HttpRequest, Task<Answer>>> _routes;

    public StudioRoutes(IStore store, bool forEyesOnly)
    {
        _view = new CourseView(store, forEyesOnly);
        _routes = new()
        {
            [("GET", "/api/course")] = request => Now(Course(request)),
            [("GET", "/api/charts/learning")] = _ => Now(Learning()),
            [("GET", "/api/charts/calibration")] = _ => Now(Calibration()),
        };
        var controls = new CampaignControls(store);
        foreach (var (path, act) in new (string, Func<HttpRequest, Task<Answer>>)[] { ("pause", controls.Pause), ("resume", controls.Resume), ("budget", controls.ChangeBudget) })
            _routes[("POST", "/api/" + path)] = forEyesOnly ? _ => Now(ForEyesOnly()) : request => Changing(act, request);
    }

    /// <summary>Null where there is none.</summary>
    public Func<HttpRequest, Task<Answer>>? Find(string method, string path)
    {
        if (_routes.TryGetValue((method, path), out var route))
            return route;
        return method == "GET" && path.StartsWith(Walkers, StringComparison.Ordinal) && path[Walkers.Length..].Split('/') is [var name, var what]
            ? request => Now(Walk(name, what, request))
            : null;
    }

    static Task<Answer> Now(Answer answer) => Task.FromResult(answer);

    static Answer ForEyesOnly() => Answer.Problem(StatusCodes.Status403Forbidden, "This studio was started with --read-only: it shows the campaign and changes nothing.");

    async Task<Answer> Changing(Func<HttpRequest, Task<Answer>> act, HttpRequest request)
    {
        var answer = await act(request);
        _view.Forget();
        return answer;
    }

    Answer Course(HttpRequest request) => Answer.Json(_view.ToJson(NumberAfter(request)));

    Answer Learning() => _view.Course() is { Curve.Count: > 0 } course
        ? Answer.Html(SharedLook.Piece(CoursePictures.Learning(course)))
        : Answer.Html(CoursePictures.Nothing("Error of forces against labels", "No model has been fitted yet."));

    Answer Calibration() => _view.Card() is { Curves.Count: > 0 } card
        ? Answer.Html(SharedLook.Piece(CoursePictures.Reliability(card)))
        : Answer.Html(CoursePictures.Nothing("Are its error bars honest?", "No model has been calibrated yet: that takes labels that were held back."));

    Answer Walk(string name, string what, HttpRequest request)
    {
        if (_view.Course() is not { } course || _view.Walks.Of(name) is not { } walk)
            return Answer.Problem(StatusCodes.Status404NotFound, $"No walker goes by the name '{name}'.");
        var (points, frames) = walk;
        var standing = course.Walkers.FirstOrDefault(w => w.Name == name);
        var timeStep = standing is { Step: > 0 } ? standing.Time / standing.Step : 0;
        return what switch
        {
            "disagreement" => Answer.Html(SharedLook.Piece(WalkPictures.Disagreement(name, points, course.Settings.Ask))),
            "temperature" => Answer.Html(SharedLook.Piece(WalkPictures.Temperature(name, points, standing?.Target))),
            "molecule" => Answer.Html(WalkPictures.Molecule(name, frames, timeStep) is { } view ? SharedLook.Piece(view) : CoursePictures.Nothing($"Walk {name}", "It has left no frame yet.")),
            "frames" => Frames(frames, timeStep, NumberAfter(request)),
            _ => Answer.Problem(StatusCodes.Status404NotFound, $"Of a walker there are disagreement, temperature, molecule and frames, not '{what}'."),
        };
    }

    /// <summary>Frames that came later, for a viewer that shows the earlier ones; or that it cannot show them, because the atoms are others.</summary>
    static Answer Frames(WalkFrame[] frames, double timeStep, long after)
    {
        var news = frames.Where(f => f.Step > after).ToArray();
        var known = frames.LastOrDefault(f => f.Step <= after);
        if (known is not null && news.Any(f => !WalkPictures.CanFollow(f.Structure, known.Structure)))
            return Answer.Json(new { Other = true });
        return Answer.Json(new
        {
            Frames = news.Select(f => WalkPictures.Coordinates(f.Structure).Select(v => Math.Round(v, 3))),
            Labels = news.Select(f => WalkPictures.LabelOf(f, timeStep)),
        });
    }

    static long NumberAfter(HttpRequest request)
    {
        var text = request.Query["after"].ToString();
        if (text.Length == 0)
            return -1;
        return long.TryParse(text, out var number) ? number : throw new BadHttpRequestException($"'after={text}' is no number.");
    }
}
